// SPDX-License-Identifier: Apache-2.0
/** The smallest thing with an address that the same framework, Jetty and Whiteboard can serve. */
@NullMarked
package org.cisterna.bench.hello;

import org.jspecify.annotations.NullMarked;
