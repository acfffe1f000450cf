// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.synchromed;

/** The messages of the protocol page that a host sends or gets. */
enum MessageType {
    HELLO(0x01),
    CHALLENGE(0x02),
    PROVE(0x03),
    OPENED(0x04),
    PAIR_BEGIN(0x10),
    PAIR_OFFER(0x11),
    PAIR_PROVE(0x12),
    PAIR_DONE(0x13),
    IDENTIFY(0x20),
    READ_STATUS(0x22),
    READ_BACK(0x24),
    STAGE(0x26),
    COMMIT_BEGIN(0x28),
    COMMIT_END(0x2A),
    DISCARD(0x2C),
    STOP(0x2E),
    READ_EVENTS(0x30),
    CLOSE(0x32),
    READ_COMMAND(0x36),
    READ_FUNCTIONS(0x38),
    READ_PARTS(0x3A),
    REFUSED(0x7F);

    private final int code;

    MessageType(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    /** The type of the answer to this request. */
    int answerCode() {
        return code + 1;
    }
}
