// SPDX-License-Identifier: Apache-2.0
package org.example.dripline.driver;

import java.util.List;

/**
 * The words of a line, without counter and tag. Everything that comes from a device is data to be doubted: the accessors check, and say what they
 * miss.
 */
record Words(List<String> words) {

    /** The longest line, its end included; PROTOCOL.md, "Lines". */
    static final int LONGEST = 1_000;

    Words {
        words = List.copyOf(words);
    }

    static Words of(String line) throws MalformedException {
        if (!line.matches("[!-~]+( [!-~]+)*") || line.length() >= LONGEST) {
            throw new MalformedException(
                    "a line is words of printable ASCII with one space between, not longer than " + LONGEST);
        }
        return new Words(List.of(line.split(" ", -1)));
    }

    int count() {
        return words.size();
    }

    String word(int index) throws MalformedException {
        if (index >= words.size()) {
            throw new MalformedException("word " + (index + 1) + " of " + words.size() + " is missing");
        }
        return words.get(index);
    }

    /** A whole number from {@code least} to {@code most}. */
    long number(int index, long least, long most) throws MalformedException {
        return number(word(index), least, most);
    }

    static long number(String text, long least, long most) throws MalformedException {
        if (text.matches("[0-9]{1,18}")) {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw new MalformedException("a whole number from " + least + " to " + most + " was expected");
    }

    /** So many bytes in hexadecimal digits. */
    byte[] bytes(int index, int count) throws MalformedException {
        String text = word(index);
        if (!text.matches("[0-9a-f]{" + 2 * count + "}")) {
            throw new MalformedException(count + " bytes in hexadecimal digits were expected as word " + (index + 1));
        }
        return java.util.HexFormat.of().parseHex(text);
    }

    /** Requires that nothing follows: what nobody reads could matter. */
    Words exactly(int count) throws MalformedException {
        if (words.size() != count) {
            throw new MalformedException(words.size() + " words came, " + count + " were expected");
        }
        return this;
    }
}
