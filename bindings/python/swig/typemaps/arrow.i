/* SPDX-License-Identifier: Apache-2.0 */
/* A stream leaves as the capsule "arrow_array_stream" of Arrow's PyCapsule protocol, which
 * releases it if nobody took it. */
%{
static void hrb_stream_free(PyObject *capsule)
{
    struct ArrowArrayStream *stream = (struct ArrowArrayStream *)PyCapsule_GetPointer(capsule, "arrow_array_stream");
    if (stream->release != NULL)
        stream->release(stream);
    free(stream);
}

static PyObject *hrb_stream_new(struct ArrowArrayStream *made)
{
    struct ArrowArrayStream *stream = (struct ArrowArrayStream *)malloc(sizeof *stream);
    if (stream == NULL)
        return PyErr_NoMemory();
    *stream = *made;
    made->release = NULL;
    PyObject *capsule = PyCapsule_New(stream, "arrow_array_stream", hrb_stream_free);
    if (capsule == NULL) {
        *made = *stream;
        free(stream);
    }
    return capsule;
}
%}
%typemap(in, numinputs=0) struct ArrowArrayStream *out (struct ArrowArrayStream made) {
    made.release = NULL;
    $1 = &made;
}
%typemap(argout) struct ArrowArrayStream *out {
    if ($1->release != NULL) {
        $result = hrb_append($result, hrb_stream_new($1));
        if ($result == NULL)
            SWIG_fail;
    }
}
%typemap(freearg) struct ArrowArrayStream *out {
    if ($1 != NULL && $1->release != NULL)
        $1->release($1);
}

%inline %{
/* Whether a capsule "arrow_schema" asks for decimals in any column; false for anything else. */
bool schema_wants_decimals(PyObject *requested)
{
    if (!PyCapsule_IsValid(requested, "arrow_schema"))
        return false;
    const struct ArrowSchema *schema = (const struct ArrowSchema *)PyCapsule_GetPointer(requested, "arrow_schema");
    for (int64_t i = 0; i < schema->n_children; i++)
        if (strncmp(schema->children[i]->format, "d:", 2) == 0)
            return true;
    return false;
}
%}
