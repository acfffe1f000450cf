// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

/** What people can do to a pump without telemetry. There is no third act: no bolus, no other rate, no stop by a command. */
public enum ManualAct {
    /** Take out what is left, measure it, and fill with another solution: the only way to change a dose. */
    REFILL,
    /** Take out what is left, and fill nothing: the only way to stop. */
    EMPTY
}
