// SPDX-License-Identifier: Apache-2.0
package org.cisterna.checks;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The source of a test class: which tests it really holds. A name in a comment, in a text or of a helper is none. */
final class TestSource {

    private static final Pattern NO_CODE = Pattern.compile(
            "\"\"\"[\\s\\S]*?\"\"\"|\"(?:\\\\.|[^\"\\\\\n])*\"|'(?:\\\\.|[^'\\\\\n])+'|//[^\n]*|/\\*[\\s\\S]*?\\*/");
    private static final Pattern TEST = Pattern.compile(
            "@(?:Test|ParameterizedTest|RepeatedTest|TestFactory)\\b(?:[^;{}]|\\{[^{};]*\\})*?\\s(\\w+)\\s*\\(");

    private TestSource() {}

    /** Whether a method of this name is a test there. */
    static boolean holds(String source, String method) {
        Matcher tests = TEST.matcher(NO_CODE.matcher(source).replaceAll("\"\""));
        while (tests.find()) {
            if (tests.group(1).equals(method)) {
                return true;
            }
        }
        return false;
    }
}
