// SPDX-License-Identifier: Apache-2.0
package org.cisterna.checks;

import aQute.bnd.header.Attrs;
import aQute.bnd.header.OSGiHeader;
import aQute.bnd.header.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.Manifest;

/** What a bundle tells the framework: exports as listed, imports that are not optional, nothing that reaches around. */
final class ManifestRules {

    static final String RULE = "manifest";

    private ManifestRules() {}

    static List<String> violations(String bundle, Manifest manifest, List<String> exportTable, Allowed allowed) {
        List<String> found = new ArrayList<>();
        Attributes headers = manifest.getMainAttributes();

        TreeSet<String> expected = new TreeSet<>();
        for (String line : exportTable) {
            String[] parts = line.split("\\s+", -1);
            if (parts[0].equals(bundle)) {
                expected.add(parts[1] + " " + parts[2]);
            }
        }
        TreeSet<String> actual = new TreeSet<>();
        for (Map.Entry<String, Attrs> export : header(headers, "Export-Package").entrySet()) {
            actual.add(export.getKey() + " " + export.getValue().getVersion());
        }
        if (!actual.equals(expected)) {
            found.add(bundle + " exports " + actual + ", but exports.txt says " + expected);
        }

        for (String forbidden :
                List.of("DynamicImport-Package", "Require-Bundle", "Bundle-Activator", "Bundle-ClassPath")) {
            if (headers.getValue(forbidden) != null && !allowed.allows(RULE, bundle, forbidden)) {
                found.add(bundle + " has the header " + forbidden);
            }
        }
        for (Map.Entry<String, Attrs> entry : header(headers, "Import-Package").entrySet()) {
            if ("optional".equals(entry.getValue().get("resolution:"))) {
                found.add(bundle + " imports " + entry.getKey() + " only if it is there");
            }
            // the commands run on a plain class path, beside providers that export nothing
            if (entry.getKey().startsWith(House.PREFIX)
                    && entry.getValue().getVersion() == null
                    && !bundle.equals("cli")) {
                found.add(bundle + " imports " + entry.getKey() + " in any version");
            }
        }
        for (String required : List.of(
                "Bundle-SymbolicName", "Bundle-Version", "Bundle-Vendor", "Bundle-License", "Bundle-Description")) {
            if (headers.getValue(required) == null) {
                found.add(bundle + " lacks the header " + required);
            }
        }
        for (String noisy : List.of("Bnd-LastModified", "Built-By", "Created-By", "Build-Jdk", "Tool")) {
            if (headers.getValue(noisy) != null) {
                found.add(bundle + " has the header " + noisy + ", which differs from build to build");
            }
        }
        return found;
    }

    private static Parameters header(Attributes headers, String name) {
        return OSGiHeader.parseHeader(headers.getValue(name) == null ? "" : headers.getValue(name));
    }
}
