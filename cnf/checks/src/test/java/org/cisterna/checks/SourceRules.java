// SPDX-License-Identifier: Apache-2.0
package org.cisterna.checks;

import java.util.ArrayList;
import java.util.List;

/** What only the source shows. */
final class SourceRules {

    static final String SIZE = "size";
    static final int MOST_LINES = 400;
    static final int MOST_TEST_LINES = 600;
    private static final String LICENCE = "// SPDX-License-Identifier: Apache-2.0";

    private SourceRules() {}

    static List<String> violations(String path, String source, Allowed allowed) {
        List<String> found = new ArrayList<>();
        List<String> lines = source.lines().toList();
        if (lines.isEmpty() || !lines.get(0).equals(LICENCE)) {
            found.add(path + " does not begin with " + LICENCE);
        }
        int most = path.contains("/src/test/") ? MOST_TEST_LINES : MOST_LINES;
        if (lines.size() > most && !allowed.allows(SIZE, path, String.valueOf(lines.size()))) {
            found.add(path + " has " + lines.size() + " lines, more than " + most + ": split it");
        }
        if (path.endsWith("package-info.java") && !source.contains("@NullMarked")) {
            found.add(path + " is not @NullMarked");
        }
        if (path.endsWith("package-info.java") && !source.contains("/**")) {
            found.add(path + " does not say what the package is");
        }
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).matches(".*\\b(TODO|FIXME|XXX)\\b.*") && !path.startsWith("cnf/checks/")) {
                found.add(path + ":" + (i + 1) + " leaves something for later");
            }
        }
        return found;
    }
}
