// SPDX-License-Identifier: Apache-2.0
/** The frame that every page stands in: routes, requests and replies, layout, forms that send once. */
@NullMarked
package org.cisterna.console.frame;

import org.jspecify.annotations.NullMarked;
