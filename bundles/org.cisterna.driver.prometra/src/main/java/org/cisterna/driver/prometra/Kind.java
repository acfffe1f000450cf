// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.prometra;

/** The requests this driver makes; section 5 of the protocol page. Those of a patient's handset are none of its business. */
enum Kind {
    WHO(0x02),
    PAIR_START(0x04),
    PAIR_CONFIRM(0x06),
    OPEN(0x08),
    PROVE(0x0A),
    DESCRIBE(0x20),
    STATE(0x22),
    STORED(0x24),
    STAGE(0x26),
    COMMIT(0x28),
    DROP(0x2A),
    HALT(0x2C),
    EVENTS(0x2E),
    RESULT(0x30),
    LEAVE(0x32);

    static final int REFUSED = 0x7F;

    private final int code;

    Kind(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    int answer() {
        return code + 1;
    }
}
