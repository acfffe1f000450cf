// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.prometra;

/** The numbers of docs/protocols/prometra.md: kinds, sections 3 to 5; refusals, section 10; codes, section 11. */
final class Code {

    static final int WHO = 0x02;
    static final int PAIR_START = 0x04;
    static final int PAIR_CONFIRM = 0x06;
    static final int OPEN = 0x08;
    static final int PROVE = 0x0A;
    static final int DESCRIBE = 0x20;
    static final int STATE = 0x22;
    static final int STORED = 0x24;
    static final int STAGE = 0x26;
    static final int COMMIT = 0x28;
    static final int DROP = 0x2A;
    static final int HALT = 0x2C;
    static final int EVENTS = 0x2E;
    static final int RESULT = 0x30;
    static final int LEAVE = 0x32;
    static final int FORGET = 0x34;
    static final int PRESS = 0x40;
    static final int REFUSED = 0x7F;

    static final int PROGRAMMER = 1;
    static final int HANDSET = 2;

    static final int UNAUTHENTICATED = 1;
    static final int BAD_COUNTER = 2;
    static final int MALFORMED = 3;
    static final int UNSUPPORTED_KIND = 4;
    static final int UNSUPPORTED_VERSION = 5;
    static final int UNSUPPORTED_SUITE = 6;
    static final int PAIRING_REFUSED = 7;
    static final int PAIRING_BLOCKED = 8;
    static final int ROLE = 9;
    static final int BUSY = 10;
    static final int WRONG_REVISION = 16;
    static final int OUT_OF_RANGE = 17;
    static final int OFF_GRID = 18;
    static final int BAD_SCHEDULE = 19;
    static final int DUPLICATE = 20;
    static final int NOT_TOGETHER = 21;
    static final int NOT_PERMITTED = 22;
    static final int NOT_STAGED = 23;
    static final int WRONG_TOKEN = 24;
    static final int WRONG_DIGEST = 25;
    static final int COMMAND_USED = 26;
    static final int MEMORY_FAULT = 27;
    static final int IS_SPENT = 28;

    static final int DELIVERING = 1;
    static final int HALTED = 2;
    static final int NO_FLOW = 3;
    static final int EMPTY = 4;
    static final int SPENT = 5;

    static final int REASON_NONE = 0;
    static final int BY_ORDER = 1;
    static final int AFTER_POWER_ON = 2;
    static final int NO_MEMORY = 3;
    static final int NEVER_PROGRAMMED = 4;
    static final int DOES_NOT_REFILL = 5;
    static final int RESERVOIR_EMPTY = 6;
    static final int BATTERY = 7;

    static final int NO_PHASE = 0;
    static final int PRIME = 1;
    static final int BRIDGE = 2;
    static final int DAY = 3;

    static final int RESET_RESTART = 1;
    static final int RESET_POWER_ON = 2;

    static final int GRANTED = 0;
    static final int NOT_SET = 1;
    static final int NOT_DELIVERING = 2;
    static final int BOLUS_RUNS = 3;
    static final int LOCKOUT = 4;
    static final int MOST_REACHED = 5;

    static final int BY_ORDER_BOLUS = 1;
    static final int PATIENT_BOLUS = 2;

    static final int KIND_PROGRAMME = 1;
    static final int KIND_HALT = 2;
    static final int APPLIED = 1;
    static final int FAILED = 2;

    static final int ALARM_REFILL = 1;
    static final int ALARM_EMPTY = 2;
    static final int ALARM_VALVE = 3;
    static final int ALARM_POWER_ON = 4;
    static final int ALARM_MEMORY = 5;
    static final int ALARM_ERI = 6;
    static final int ALARM_EOS = 7;
    static final int ALARM_NOT_DELIVERING = 8;
    /** Of no protocol: as of a newer one. */
    static final int ALARM_NEWER = 90;

    static final int EVENT_MANUFACTURED = 1;
    static final int EVENT_RESTARTED = 2;
    static final int EVENT_POWER_ON = 3;
    static final int EVENT_PAIRED = 16;
    static final int EVENT_PAIRING_REPLACED = 17;
    static final int EVENT_PAIRING_FAILED = 18;
    static final int EVENT_FORGOTTEN = 19;
    static final int EVENT_AUTHENTICATION_FAILED = 20;
    static final int EVENT_APPLIED = 32;
    static final int EVENT_FAILED = 33;
    static final int EVENT_HALTED = 34;
    static final int EVENT_RESERVOIR_SET = 35;
    static final int EVENT_PRIME_ENDED = 40;
    static final int EVENT_BRIDGE_ENDED = 41;
    static final int EVENT_BOLUS_BEGAN = 42;
    static final int EVENT_BOLUS_ENDED = 43;
    static final int EVENT_PRESS_REFUSED = 46;
    static final int EVENT_ALARM_BEGAN = 48;
    static final int EVENT_ALARM_ENDED = 49;
    /** Of no protocol: as of a newer one. */
    static final int EVENT_NEWER = 90;

    static final int EVENT_MEMORY_FAULT = 50;

    private Code() {}
}
