// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.prometra;

/** The tags of docs/protocols/prometra.md, sections 2 and 5.1. */
final class Tag {

    static final int VERSION = 0x01;
    static final int KIND = 0x02;
    static final int SESSION = 0x03;
    static final int COUNTER = 0x04;
    static final int MANUFACTURER = 0x10;
    static final int MODEL = 0x11;
    static final int SERIAL = 0x12;
    static final int FIRMWARE = 0x13;
    static final int SUITES = 0x14;
    static final int SUITE = 0x15;
    static final int ROLE = 0x16;
    static final int NONCE = 0x17;
    static final int PUBLIC_KEY = 0x18;
    static final int KEY_ID = 0x19;
    static final int PROOF = 0x1A;
    static final int OFFERED_SESSION = 0x1B;
    static final int DESCRIPTION = 0x20;
    static final int PROGRAMME = 0x30;
    static final int REVISION = 0x40;
    static final int CLOCK = 0x41;
    static final int DELIVERY = 0x42;
    static final int REASON = 0x43;
    static final int SINCE = 0x44;
    static final int PHASE = 0x45;
    static final int PHASE_ENDS = 0x46;
    static final int RATE = 0x47;
    static final int BOLUS = 0x48;
    static final int RESERVOIR = 0x49;
    static final int STROKES = 0x4A;
    static final int BATTERY = 0x4B;
    static final int REPLACE_BY = 0x4C;
    static final int ALARM = 0x4D;
    static final int LAST_COMMAND = 0x4E;
    static final int OLDEST_EVENT = 0x4F;
    static final int NEXT_EVENT = 0x50;
    static final int BOOTS = 0x51;
    static final int LAST_RESET = 0x52;
    static final int PAIRINGS = 0x53;
    static final int BAD_PACKETS = 0x54;
    static final int PATIENT_BOLUSES = 0x55;
    static final int PRESSES_REFUSED = 0x56;
    static final int LOCKOUT_ENDS = 0x57;
    static final int RECORD = 0x58;
    static final int PART = 0x59;
    static final int DIGEST = 0x5A;
    static final int COMMAND = 0x60;
    static final int TOKEN = 0x61;
    static final int STAGED_UNTIL = 0x62;
    static final int WHAT = 0x63;
    static final int FROM = 0x64;
    static final int MOST = 0x65;
    static final int EVENT = 0x66;
    static final int GENERATION = 0x67;
    static final int WRITTEN = 0x68;
    static final int GRANTED = 0x69;
    static final int PRESS_REASON = 0x6A;
    static final int REFUSED_KIND = 0x70;
    static final int VIOLATION = 0x71;
    static final int SEAL = 0x7F;

    private Tag() {}
}
