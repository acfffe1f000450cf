// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.audit.ledger.NodeKey;
import org.cisterna.audit.ledger.NoteKey;
import org.cisterna.canonical.Digest;
import org.cisterna.conformance.report.Report;

/**
 * The signature of a report: a signed note (C2SP signed-note, Ed25519) in {@code report.note}, whose text names class, level, the result, and each
 * file of the report with its digest. It is made outside the driver's process.
 */
final class ReportNote {

    static final String FILE = "report.note";

    private static final int SEED_BYTES = 32;
    private static final int LINES_BEFORE_FILES = 3;
    private static final List<String> FILES =
            List.of("frames.json", SealedFrames.FILE, "junit.xml", "report.html", ReportFolder.REPORT, "verdicts.csv");

    private ReportNote() {}

    /** The signing key in a file; made when it is not there, with its verifier key beside it in {@code FILE.vkey}. */
    static NodeKey key(Path file) throws Refused {
        if (!Files.exists(file)) {
            String name = String.valueOf(file.getFileName()).replaceFirst("\\.key$", "");
            if (!NodeKey.isName(name)) {
                throw Refused.usage(
                        "a new key is named after its file, in lower case letters, digits, dots and hyphens," + " not "
                                + name);
            }
            byte[] seed = new byte[SEED_BYTES];
            new SecureRandom().nextBytes(seed);
            NodeKey made = NodeKey.of(name, seed);
            SecretFile.make(file, made.privateText(), Path.of(file + ".vkey"), made.publicText());
        }
        try {
            return NodeKey.parse(SecretFile.read(file));
        } catch (IllegalArgumentException e) {
            throw Refused.usage(file + " holds no signing key: " + e.getMessage());
        }
    }

    /** Signs what lies in a folder. */
    static void sign(Path folder, Report report, NodeKey key) throws IOException {
        StringBuilder text = new StringBuilder(Report.FORMAT)
                .append('\n')
                .append(report.driverClass() + " " + report.level())
                .append("\nresult " + report.resultDigest() + "\n");
        for (String each : FILES) {
            Path file = folder.resolve(each);
            if (Files.exists(file)) {
                text.append(each + " " + Digest.of(Files.readAllBytes(file)).text() + "\n");
            }
        }
        Files.writeString(folder.resolve(FILE), key.sign(text.toString()));
    }

    /**
     * What is wrong between a report and the note beside it, in words.
     *
     * @param report its file
     * @param key who has to have signed it; empty when it is enough that note and files agree
     */
    static List<String> findings(Path report, Optional<NoteKey> key) throws IOException {
        Path folder = Optional.ofNullable(report.toAbsolutePath().getParent()).orElseThrow();
        Path note = folder.resolve(FILE);
        if (!Files.exists(note)) {
            return key.isPresent() ? List.of("there is no " + FILE + " beside it, so nobody signed it") : List.of();
        }
        String whole = Files.readString(note, StandardCharsets.UTF_8);
        int end = whole.indexOf("\n\n");
        Optional<String> text =
                key.isPresent() ? key.get().opened(whole) : Optional.of(end < 0 ? whole : whole.substring(0, end + 1));
        if (text.isEmpty()) {
            return List.of(FILE + " is not signed by " + key.orElseThrow().name() + ", or was edited");
        }
        return differences(
                folder, String.valueOf(report.getFileName()), text.get().lines().toList());
    }

    private static List<String> differences(Path folder, String report, List<String> lines) throws IOException {
        if (lines.isEmpty() || !lines.get(0).equals(Report.FORMAT)) {
            return List.of(FILE + " is no note about a report of this form");
        }
        List<String> findings = new ArrayList<>();
        boolean named = false;
        for (String each : lines.subList(Math.min(LINES_BEFORE_FILES, lines.size()), lines.size())) {
            String[] parts = each.split(" ", -1);
            if (parts.length != 2 || !FILES.contains(parts[0])) {
                findings.add(FILE + " has a line that names no file of a report: " + each);
                continue;
            }
            named |= parts[0].equals(ReportFolder.REPORT);
            // a report may have been given another name; the other files may have been left behind
            Path file = folder.resolve(parts[0].equals(ReportFolder.REPORT) ? report : parts[0]);
            if (Files.exists(file)
                    && !Digest.of(Files.readAllBytes(file)).text().equals(parts[1])) {
                findings.add(file.getFileName() + " is not the one that was signed: it was edited afterwards");
            }
        }
        if (!named) {
            findings.add(FILE + " does not name the report");
        }
        return findings;
    }
}
