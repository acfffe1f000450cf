// SPDX-License-Identifier: Apache-2.0
/** The driver of the template family drip-line, and the way to its devices. PROTOCOL.md says what goes over the line. */
@NullMarked
package org.example.dripline.driver;

import org.jspecify.annotations.NullMarked;
