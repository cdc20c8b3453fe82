/* SPDX-License-Identifier: Apache-2.0 */
%include "hrbudget/amount.h"
