// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.conformance.RuleId;
import org.cisterna.conformance.kit.Kit;
import org.cisterna.conformance.kit.KitOrder;
import org.cisterna.conformance.kit.KitResult;
import org.cisterna.conformance.kit.Profile;
import org.cisterna.conformance.kit.ReportForms;
import org.cisterna.conformance.kit.SimRigFactory;
import org.cisterna.sim.DeviceFamily;

/** The process in which {@code conform} runs a driver; started by it, not by people. */
final class ConformInside {

    private ConformInside() {}

    static Exit run(List<String> arguments) throws Refused {
        Options options = Options.of("conform-inside", arguments, Set.of("driver", "out", "profile", "seed", "rules"));
        Path jar = Path.of(options.text("driver").orElseThrow(() -> Refused.usage("it needs --driver")));
        Path out = Path.of(options.text("out").orElseThrow(() -> Refused.usage("it needs --out")));
        Profile profile = Profile.valueOf(options.text("profile").orElse("fast").toUpperCase(Locale.ROOT));
        List<RuleId> rules = new ArrayList<>();
        options.text("rules")
                .ifPresent(text ->
                        Arrays.stream(text.split(",", -1)).map(RuleId::parse).forEach(rules::add));
        KitOrder order = new KitOrder(profile, options.number("seed", 1, 0, Long.MAX_VALUE / 100), rules);
        try (DriverJar driver = DriverJar.open(jar)) {
            String name = driver.driver().descriptor().family();
            DeviceFamily family = StoryFile.FAMILIES.stream()
                    .filter(each -> each.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> Refused.usage("there is no rig for the family " + name + "; this version of the"
                            + " kit has the generic one over the simulated devices of this house"));
            int threads = Thread.activeCount();
            KitResult result = new Kit(driver::fresh, new SimRigFactory(family))
                    .run(order, verdict -> System.out.println(verdict.rule().text() + " " + verdict.kind()));
            int left = Thread.activeCount() - threads;
            Files.writeString(out.resolve("junit.xml"), ReportForms.junit(result));
            Files.writeString(out.resolve("verdicts.csv"), ReportForms.csv(result));
            Path report = out.resolve("report.json");
            Path whole = out.resolve("report.json.new");
            Files.writeString(
                    whole,
                    Json.object()
                                    .put(
                                            "bundleContent",
                                            BundleContent.digest(jar).text())
                                    .put(
                                            "bundleFile",
                                            Digest.of(Files.readAllBytes(jar)).text())
                                    .put("java", Runtime.version().feature())
                                    .put("threadsLeft", Math.max(0, left))
                                    .put("resultDigest", result.digest().text())
                                    .put("result", result.toJson())
                                    .build()
                                    .canonicalText()
                            + "\n");
            Files.move(whole, report);
        } catch (IOException unwritable) {
            throw new Refused(Exit.INCOMPLETE, "the report could not be written: " + unwritable.getMessage());
        }
        return Exit.GOOD;
    }
}
