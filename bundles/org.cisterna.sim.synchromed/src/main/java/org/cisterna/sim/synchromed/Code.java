// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.synchromed;

/** The numbers of docs/protocols/synchromed.md: message types, sections 3 to 5; refusals, section 10; codes, section 11. */
final class Code {

    private Code() {}

    static final int HELLO = 0x01;
    static final int CHALLENGE = 0x02;
    static final int PROVE = 0x03;
    static final int OPENED = 0x04;
    static final int PROBE = 0x05;
    static final int PRESENT = 0x06;
    static final int PAIR_BEGIN = 0x10;
    static final int PAIR_OFFER = 0x11;
    static final int PAIR_PROVE = 0x12;
    static final int PAIR_DONE = 0x13;
    static final int IDENTIFY = 0x20;
    static final int READ_STATUS = 0x22;
    static final int READ_BACK = 0x24;
    static final int STAGE = 0x26;
    static final int COMMIT_BEGIN = 0x28;
    static final int COMMIT_END = 0x2A;
    static final int DISCARD = 0x2C;
    static final int STOP = 0x2E;
    static final int READ_EVENTS = 0x30;
    static final int CLOSE = 0x32;
    static final int UNPAIR = 0x34;
    static final int READ_COMMAND = 0x36;
    static final int READ_FUNCTIONS = 0x38;
    static final int READ_PARTS = 0x3A;
    static final int REFUSED = 0x7F;

    /** The first type that is only accepted inside a session. */
    static final int FIRST_SEALED = 0x20;

    static final int UNAUTHENTICATED = 1;
    static final int BAD_SEQUENCE = 2;
    static final int MALFORMED = 3;
    static final int UNSUPPORTED_MESSAGE = 4;
    static final int UNSUPPORTED_SUITE = 5;
    static final int PAIRING_REFUSED = 6;
    static final int PAIRING_BLOCKED = 7;
    static final int WRONG_REVISION = 16;
    static final int OUT_OF_RANGE = 17;
    static final int OFF_GRID = 18;
    static final int TOO_MANY = 19;
    static final int TOO_FEW = 20;
    static final int BAD_SCHEDULE = 21;
    static final int BAD_TEXT = 22;
    static final int DUPLICATE = 23;
    static final int NOT_STAGED = 24;
    static final int WRONG_TOKEN = 25;
    static final int DIGEST_MISMATCH = 26;
    static final int BUSY = 27;
    static final int COMMAND_ID_USED = 28;
    static final int MEMORY_FAULT = 29;
    static final int UNSUPPORTED_FORMAT = 30;
    static final int PARTS_EXCLUDE = 31;
    static final int IS_SPENT = 32;

    static final int FIELD_NONE = 0;
    static final int FIELD_SEQUENCE = 1;
    static final int FIELD_SUITE = 2;
    static final int FIELD_REVISION = 3;
    static final int FIELD_FORMAT = 4;
    static final int FIELD_START = 5;
    static final int FIELD_MODE = 6;
    static final int FIELD_STEPS = 7;
    static final int FIELD_RATE = 8;
    static final int FIELD_DRUGS = 9;
    static final int FIELD_NAME = 10;
    static final int FIELD_CONCENTRATION = 11;
    static final int FIELD_RESERVOIR = 12;
    static final int FIELD_RESERVOIR_FLAG = 13;
    static final int FIELD_EVENT = 14;
    static final int FIELD_EVENT_COUNT = 15;
    static final int FIELD_COMMAND = 16;
    static final int FIELD_PART = 17;
    static final int FIELD_PART_VOLUME = 18;
    static final int FIELD_PART_DURATION = 19;
    static final int FIELD_PART_RATE = 20;
    static final int FIELD_PART_INTERVAL = 21;
    static final int FIELD_PART_MOST = 22;

    static final int STAGE_WAITING = 1;
    static final int STAGE_RUNNING = 2;
    static final int STAGE_DONE = 3;
    static final int STAGE_ENDED_EARLY = 4;

    static final int RUNNING = 1;
    static final int STOPPED = 2;
    static final int INTERIM_STOP = 3;
    static final int STALLED = 4;
    static final int EMPTY = 5;

    static final int REASON_NONE = 0;
    static final int BY_ORDER = 1;
    static final int AFTER_POWER_ON = 2;
    static final int NO_MEMORY = 3;
    static final int UPDATE = 4;
    static final int UPDATE_NOT_COMPLETED = 5;
    static final int NEVER_PROGRAMMED = 6;
    static final int DOES_NOT_TURN = 7;
    static final int RESERVOIR_EMPTY = 8;
    static final int END_OF_SERVICE = 9;
    static final int TELEMETRY_MODE = 10;

    static final int KIND_PROGRAMME = 1;
    static final int KIND_STOP = 2;

    static final int PENDING = 1;
    static final int APPLIED = 2;
    static final int ABANDONED_BOUND = 3;
    static final int ABANDONED_RESET = 4;
    static final int ABANDONED_MEMORY = 5;
    static final int DISCARDED = 6;
    static final int OVERTAKEN = 7;

    static final int ALARM_LOW = 0;
    static final int ALARM_EMPTY = 1;
    static final int ALARM_STOPPED = 2;
    static final int ALARM_POWER_ON = 3;
    static final int ALARM_STALL = 4;
    static final int ALARM_MEMORY = 5;
    static final int ALARM_ERI = 6;
    static final int ALARM_EOS = 7;
    static final int ALARM_LOW_BATTERY = 8;
    static final int ALARM_DATA = 9;
    static final int ALARM_TELEMETRY = 10;
    /** Of no protocol: as of a newer one. */
    static final int ALARM_NEWER = 24;

    static final int RESET_RESTART = 1;
    static final int RESET_POWER_ON = 2;
    static final int RESET_LOW_BATTERY = 3;

    static final int EVENT_MANUFACTURED = 1;
    static final int EVENT_RESTARTED = 2;
    static final int EVENT_POWER_ON = 3;
    static final int EVENT_LOW_BATTERY = 4;
    static final int EVENT_PAIRED = 16;
    static final int EVENT_PAIRING_REPLACED = 17;
    static final int EVENT_PAIRING_FAILED = 18;
    static final int EVENT_UNPAIRED = 19;
    static final int EVENT_AUTHENTICATION_FAILED = 20;
    static final int EVENT_UPDATE_BEGUN = 32;
    static final int EVENT_APPLIED = 33;
    static final int EVENT_ABANDONED = 34;
    static final int EVENT_DISCARDED = 35;
    static final int EVENT_STOPPED = 36;
    static final int EVENT_OVERTAKEN = 37;
    static final int EVENT_RESERVOIR_SET = 38;
    static final int EVENT_PART_BEGAN = 39;
    static final int EVENT_PART_DONE = 40;
    static final int EVENT_PART_ENDED_EARLY = 41;
    static final int EVENT_PATIENT_DENIED = 42;
    static final int EVENT_ALARM_BEGAN = 48;
    static final int EVENT_ALARM_ENDED = 49;
    /** Of no protocol: as of a newer one. */
    static final int EVENT_NEWER = 90;

    static final int EVENT_STALLED = 50;
    static final int EVENT_RECOVERED = 51;
    static final int EVENT_MEMORY_FAULT = 52;
    static final int EVENT_DATA_FAULT = 53;
    static final int EVENT_TUBE_SET = 54;
}
