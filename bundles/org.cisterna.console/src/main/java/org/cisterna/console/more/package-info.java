// SPDX-License-Identifier: Apache-2.0
/** Pages and panels of other bundles: their values become markup here. */
@NullMarked
package org.cisterna.console.more;

import org.jspecify.annotations.NullMarked;
