// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.medstream;

/** The words of docs/protocols/medstream.md: a constant's name is the word that stands in the line. Sections 3, 10 and 11. */
final class Code {

    static final int PROGRAMMER = 1;
    static final int UNIT = 2;

    /** Whether it delivers; section 11.1. */
    enum Delivery {
        RUNNING,
        HALTED,
        VALVE_STANDS,
        EMPTY,
        SPENT
    }

    /** Why it does not; section 11.2. */
    enum Reason {
        NONE,
        BY_ORDER,
        POWER_ON_RESET,
        MEMORY_FAULT,
        NEVER_PROGRAMMED,
        VALVE,
        RESERVOIR,
        BATTERY
    }

    /** What it delivers; section 11.3. */
    enum Phase {
        NONE,
        PRIME,
        BRIDGE,
        DAY
    }

    /** The last reset; section 11.4. */
    enum Reset {
        NONE,
        RESTART,
        POWER_ON
    }

    /** What has become of a part; section 11.5. */
    enum Stage {
        NOT_KNOWN,
        WAITING,
        RUNNING,
        DONE,
        ENDED_EARLY
    }

    /** Section 11.6, in the order in which they are told. */
    enum Alarm {
        LOW_RESERVOIR,
        EMPTY_RESERVOIR,
        FLS_MISCALIBRATED,
        VALVE_STANDS,
        POWER_ON_RESET,
        MEMORY_ERROR,
        ERI,
        EOS,
        NOT_DELIVERING_48H,
        /** Of no protocol: as of a newer one. */
        NEWER
    }

    /** Section 11.7. */
    enum Event {
        MANUFACTURED,
        RESTARTED,
        POWER_ON_RESET,
        PAIRED,
        PAIRING_REPLACED,
        PAIRING_FAILED,
        FORGOTTEN,
        AUTHENTICATION_FAILED,
        APPLIED,
        FAILED,
        HALTED,
        RESERVOIR_SET,
        CALIBRATED,
        PRIME_ENDED,
        BRIDGE_ENDED,
        BOLUS_BEGAN,
        BOLUS_ENDED,
        ALARM_BEGAN,
        ALARM_ENDED,
        MEMORY_FAULT,
        /** Of no protocol: as of a newer one. */
        NEWER
    }

    /** Section 10. */
    enum Why {
        UNAUTHENTICATED,
        BAD_COUNTER,
        MALFORMED,
        UNSUPPORTED_KIND,
        UNSUPPORTED_VERSION,
        UNSUPPORTED_SUITE,
        PAIRING_REFUSED,
        PAIRING_BLOCKED,
        ROLE,
        BUSY,
        WRONG_REVISION,
        OUT_OF_RANGE,
        OFF_GRID,
        BAD_SCHEDULE,
        DUPLICATE,
        NOT_TOGETHER,
        NOT_STAGED,
        WRONG_TOKEN,
        WRONG_DIGEST,
        COMMAND_USED,
        MEMORY_FAULT,
        SPENT
    }

    private Code() {}
}
