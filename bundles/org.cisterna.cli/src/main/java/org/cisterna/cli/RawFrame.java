// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

import java.util.HexFormat;

/**
 * A frame as evidence has it.
 *
 * @param toPump whether the platform sent it
 * @param hex its bytes as on the wire
 */
record RawFrame(boolean toPump, String hex) {

    RawFrame {
        HexFormat.of().parseHex(hex);
    }

    byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }
}
