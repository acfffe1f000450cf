// SPDX-License-Identifier: Apache-2.0
/** The stream of events: tells browsers what has changed, never the values themselves; they fetch the page again. */
@NullMarked
package org.cisterna.console.live;

import org.jspecify.annotations.NullMarked;
