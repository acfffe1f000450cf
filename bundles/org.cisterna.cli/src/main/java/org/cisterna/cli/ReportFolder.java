// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cisterna.audit.ledger.NodeKey;
import org.cisterna.audit.ledger.NoteKey;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonArray;
import org.cisterna.canonical.JsonObject;
import org.cisterna.conformance.report.Report;
import org.cisterna.conformance.report.ReportForms;
import org.cisterna.conformance.report.ReportPage;

/** The folder that is handed over. */
final class ReportFolder {

    static final String REPORT = "report.json";

    private final Path folder;

    ReportFolder(Path folder) {
        this.folder = folder;
    }

    /** Writes all forms; the report itself comes last, so that a folder with one is whole. */
    void write(Report plain, JsonArray frames, Optional<byte[]> sealer, Optional<NodeKey> signer) throws Refused {
        Report report = plain;
        try {
            Files.writeString(folder.resolve("junit.xml"), ReportForms.junit(report));
            Files.writeString(folder.resolve("verdicts.csv"), ReportForms.csv(report));
            if (frames.size() > 0) {
                byte[] open = frames.canonicalBytes();
                report = report.with("framesDigest", Json.text(Digest.of(open).text()));
                if (sealer.isPresent()) {
                    byte[] sealed = SealedFrames.seal(open, sealer.get(), report.resultDigest())
                            .canonicalBytes();
                    report = report.with("sealed", Json.text(Digest.of(sealed).text()));
                    Files.write(folder.resolve(SealedFrames.FILE), sealed);
                } else {
                    Files.write(folder.resolve("frames.json"), open);
                }
            }
            Files.writeString(
                    folder.resolve("report.html"),
                    ReportPage.of(report, sealer.isPresent() ? List.of() : frames.objects()));
            Path whole = folder.resolve(REPORT + ".new");
            Files.writeString(whole, report.toJson().canonicalText() + "\n");
            Files.move(whole, folder.resolve(REPORT));
            if (signer.isPresent()) {
                ReportNote.sign(folder, report, signer.get());
            }
        } catch (IOException unwritable) {
            throw new Refused(Exit.INCOMPLETE, "the report could not be written: " + unwritable.getMessage());
        } catch (IllegalArgumentException e) {
            throw new Refused(
                    Exit.INCOMPLETE,
                    "what the driver's process left is no result, " + e.getMessage() + ". It is not conformant");
        }
    }

    /** The verifier key in a file. */
    static NoteKey verifier(Path file) throws Refused {
        try {
            return NoteKey.parse(Files.readString(file, StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            throw Refused.usage(
                    file + " cannot be read: see that it is there, is text, and may be read by this account");
        } catch (IllegalArgumentException e) {
            throw Refused.usage(file + " holds no verifier key: " + e.getMessage());
        }
    }

    /** Whether a file says that it is a report. */
    static boolean isOne(Path file) {
        try {
            return Files.isRegularFile(file)
                    && Files.size(file) <= Json.MAX_BYTES
                    && Files.readString(file, StandardCharsets.UTF_8).contains("\"" + Report.FORMAT + "\"");
        } catch (IOException unreadable) {
            // whoever reads it next says why it cannot be read
            return false;
        }
    }

    /**
     * Reads a report that somebody handed over.
     *
     * @param key who has to have signed it; where a note lies beside it, that has to agree without a key too
     */
    static Report read(Path file, Optional<NoteKey> key) throws Refused {
        try {
            List<String> findings = ReportNote.findings(file, key);
            if (!findings.isEmpty()) {
                throw new Refused(Exit.FINDING, file + " is not believed: " + String.join("; ", findings));
            }
        } catch (IOException e) {
            throw Refused.usage(file + " cannot be read: " + e.getMessage());
        }
        JsonObject json;
        try {
            json = (JsonObject) Json.parse(Files.readAllBytes(file));
            json.object("result").string("profile");
        } catch (IOException | IllegalArgumentException | ClassCastException e) {
            throw Refused.usage(file + " is no report of the kit: " + e.getMessage());
        }
        try {
            return Report.read(json);
        } catch (IllegalArgumentException e) {
            throw new Refused(Exit.FINDING, file + " is not believed: " + e.getMessage());
        }
    }
}
