// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cisterna.audit.ledger.NoteKey;
import org.cisterna.audit.verify.Verify;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.conformance.report.Report;

/**
 * {@code verify}: a report of the kit is checked here, from its files and a key; everything else by the verifier of ledgers, which shares no code with
 * the ledger.
 */
final class Verification {

    private Verification() {}

    static Exit run(List<String> arguments, PrintStream out) throws Refused {
        int target = target(arguments);
        if (target >= 0 && isReport(arguments.get(target))) {
            List<String> options = new ArrayList<>(arguments);
            return report(options.remove(target), options, out);
        }
        int status = Verify.run(arguments, System.out, System.err);
        for (Exit exit : Exit.values()) {
            if (exit.status() == status) {
                return exit;
            }
        }
        throw new IllegalStateException("the verifier ended with status " + status);
    }

    /** Where what is to be checked stands among the options; -1 where it does not. */
    private static int target(List<String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            if (!arguments.get(i).startsWith("--")) {
                return i;
            }
            if (!arguments.get(i).equals("--json")) {
                i++; // its value
            }
        }
        return -1;
    }

    private static boolean isReport(String target) {
        try {
            return ReportFolder.isOne(Path.of(target));
        } catch (InvalidPathException address) {
            // an address of a ledger is no path everywhere
            return false;
        }
    }

    private static Exit report(String target, List<String> named, PrintStream out) throws Refused {
        boolean json = named.remove("--json");
        try {
            return checked(target, named, json, out);
        } catch (Refused unchecked) {
            // a program that asked for JSON gets it also where nothing was checked, as it does of ledgers
            if (json) {
                out.println(Json.object()
                        .put("good", false)
                        .put("findings", Json.texts(List.of()))
                        .put("result", unchecked.exit() == Exit.USAGE ? "wrong use" : "not complete")
                        .put("words", unchecked.words())
                        .build()
                        .canonicalText());
            }
            throw unchecked;
        }
    }

    private static Exit checked(String target, List<String> named, boolean json, PrintStream out) throws Refused {
        Options options = Options.of("verify", named, Set.of("key"), Set.of("json"));
        NoteKey key = ReportFolder.verifier(Path.of(options.text("key")
                .orElseThrow(() -> Refused.usage("say with which key: --key FILE, the signer's verifier key"))));
        Report report;
        try {
            report = ReportFolder.read(Path.of(target), Optional.of(key));
        } catch (Refused finding) {
            if (!json || finding.exit() != Exit.FINDING) {
                throw finding;
            }
            out.println(Json.object()
                    .put("good", false)
                    .put("signer", key.name())
                    .put("findings", Json.texts(List.of(String.valueOf(finding.getMessage()))))
                    .build()
                    .canonicalText());
            return Exit.FINDING;
        }
        if (json) {
            out.println(line(report, key).canonicalText());
            return Exit.GOOD;
        }
        out.println("Signed by " + key.text() + ", and not edited since.");
        out.println("Class " + report.driverClass() + ", " + report.level() + ", result " + report.resultDigest());
        out.println("What it says of the driver is what a replay shows: ./cisterna conform DRIVER --out DIR --replay "
                + target);
        return Exit.GOOD;
    }

    private static JsonObject line(Report report, NoteKey key) {
        return Json.object()
                .put("good", true)
                .put("signer", key.name())
                .put("findings", Json.texts(List.of()))
                .put("class", report.driverClass().name())
                .put("level", report.level().name())
                .put("bundleContent", report.bundleContent())
                .putOptional("rigContent", report.rigContent())
                .putOptional("kitContent", report.kitContent())
                .put("profile", report.profile())
                .put("seed", report.seed())
                .put("resultDigest", report.resultDigest())
                .build();
    }
}
