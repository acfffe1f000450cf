// SPDX-License-Identifier: Apache-2.0
/** Jetty without anything around it: no framework, no servlets, no sign-in, no headers but the needed ones. */
@NullMarked
package org.cisterna.bench.jetty;

import org.jspecify.annotations.NullMarked;
