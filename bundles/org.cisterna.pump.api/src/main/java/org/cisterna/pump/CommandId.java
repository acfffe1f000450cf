// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The name of one command. One id has one effect on a pump, however often it is sent; the pump remembers the last one.
 *
 * @param hex 16 random bytes as 32 lower-case hexadecimal digits
 */
public record CommandId(String hex) {

    private static final Pattern HEXADECIMAL = Pattern.compile("[0-9a-f]{32}");

    public CommandId {
        if (!HEXADECIMAL.matcher(hex).matches()) {
            throw new IllegalArgumentException("a command id is 32 lower-case hexadecimal digits");
        }
    }

    /** An id of 16 bytes. */
    public static CommandId of(byte[] sixteenBytes) {
        return new CommandId(HexFormat.of().formatHex(sixteenBytes));
    }

    /** The 16 bytes. */
    public byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}
