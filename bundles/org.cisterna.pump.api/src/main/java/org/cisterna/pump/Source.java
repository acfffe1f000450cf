// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

/** Where a shown value comes from. */
public enum Source {
    /** The device measured it. */
    MEASURED,
    /** The device computed it from what it was told; it would not notice a leak or an over-delivery. */
    CALCULATED,
    /** The platform computed it from the last reading. */
    PROJECTED,
    /** A person typed it. */
    ENTERED
}
