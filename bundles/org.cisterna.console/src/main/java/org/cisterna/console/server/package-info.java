// SPDX-License-Identifier: Apache-2.0
/** The servlets: pages, style and scripts, and the stream of events. */
@NullMarked
package org.cisterna.console.server;

import org.jspecify.annotations.NullMarked;
