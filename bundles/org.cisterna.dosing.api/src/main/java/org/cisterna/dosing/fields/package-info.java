// SPDX-License-Identifier: Apache-2.0
/** How requests that anybody may have written are read: field by field, every reason kept. Not exported. */
@NullMarked
package org.cisterna.dosing.fields;

import org.jspecify.annotations.NullMarked;
