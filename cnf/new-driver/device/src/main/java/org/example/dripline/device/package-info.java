// SPDX-License-Identifier: Apache-2.0
/**
 * A device of the template family drip-line: what would be firmware. It shares no code with the driver, on purpose: both are written from PROTOCOL.md,
 * so that one's mistake is not the other's truth.
 */
@NullMarked
package org.example.dripline.device;

import org.jspecify.annotations.NullMarked;
