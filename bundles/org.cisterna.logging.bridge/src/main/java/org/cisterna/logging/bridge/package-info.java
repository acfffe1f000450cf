// SPDX-License-Identifier: Apache-2.0
/** Passes the messages of the OSGi log service, which the framework's own bundles write to, on to the log. */
@NullMarked
package org.cisterna.logging.bridge;

import org.jspecify.annotations.NullMarked;
