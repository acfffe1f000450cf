// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

/** Whether a pump delivers, as it says itself. */
public enum MotorState {
    /** Delivers its programme. */
    RUNNING,
    /** Stands still by order. */
    STOPPED,
    /** Stands still within a commit; ends by the commit's end, or at its declared bound by the old programme. */
    INTERIM_STOP,
    /** Ordered to run and does not turn. */
    STALLED,
    /** Ordered to run and halted, because the reservoir is used up by its own account. */
    EMPTY
}
