// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.cisterna.canonical.Json;
import org.cisterna.conformance.RuleId;
import org.cisterna.conformance.bundle.DriverBundle;
import org.cisterna.conformance.kit.AccuracyRun;
import org.cisterna.conformance.kit.Kit;
import org.cisterna.conformance.kit.KitOrder;
import org.cisterna.conformance.kit.KitResult;
import org.cisterna.conformance.kit.Profile;
import org.cisterna.conformance.kit.SimRigFactory;
import org.cisterna.conformance.kit.Story;
import org.cisterna.conformance.report.RuleSelection;
import org.cisterna.conformance.rig.RigFactory;
import org.cisterna.quantity.Durations;
import org.cisterna.sim.DeviceFamily;
import org.cisterna.time.system.SystemTime;

/** The process in which {@code conform} runs a driver; started by it, not by people. What it leaves is raw: the report is made outside. */
final class ConformInside {

    /** The chapter about delivery over time; a run of any of its rules measures it. */
    private static final int DELIVERY = 9;

    private ConformInside() {}

    static Exit run(List<String> arguments) throws Refused {
        Options options = Options.of(
                "conform-inside", arguments, Set.of("driver", "to", "profile", "seed", "rules", "rig", "within"));
        Path to = Path.of(options.text("to").orElseThrow(() -> Refused.usage("it needs --to")));
        try {
            return run(options, to);
        } catch (Refused refused) {
            if (refused.exit() == Exit.USAGE) {
                leave(KitProcess.refusal(to), refused.words());
            }
            throw refused;
        }
    }

    private static void leave(Path to, String text) throws Refused {
        try {
            Files.writeString(to, text);
        } catch (IOException unwritable) {
            throw new Refused(Exit.INCOMPLETE, "the result could not be written: " + unwritable.getMessage());
        }
    }

    private static Exit run(Options options, Path to) throws Refused {
        Path jar = Path.of(options.text("driver").orElseThrow(() -> Refused.usage("it needs --driver")));
        Profile profile = Profile.valueOf(options.text("profile").orElse("fast").toUpperCase(Locale.ROOT));
        List<RuleId> rules = options.text("rules").map(RuleSelection::of).orElse(List.of());
        Optional<Duration> within =
                options.text("within").map(each -> Durations.parse(each).orElseThrow());
        KitOrder order = new KitOrder(profile, options.number("seed", 1, 0, Long.MAX_VALUE / 100), rules, within);
        try (DriverJar driver = DriverJar.open(jar);
                SystemTime time = SystemTime.start()) {
            RigFactory rig = options.text("rig").isPresent()
                    ? RigJar.open(options.text("rig").get())
                    : generic(driver.driver().descriptor().family());
            int threads = Thread.activeCount();
            KitResult result = new Kit(driver::fresh, rig, DriverBundle.of(jar))
                    .withTime(time.house())
                    .run(order, verdict -> System.out.println(verdict.rule().text() + " " + verdict.kind()));
            int left = Thread.activeCount() - threads;
            // delivery over time takes days, and real days are not waited for
            boolean measures = within.isEmpty()
                    && (rules.isEmpty() || rules.stream().anyMatch(each -> each.chapter() == DELIVERY));
            leave(
                    to,
                    Json.object()
                            .putOptional(
                                    "accuracy",
                                    measures
                                            ? Optional.of(AccuracyRun.of(driver::fresh, rig, order)
                                                    .toJson())
                                            : Optional.empty())
                            .put("threadsLeft", Math.max(0, left))
                            .put("result", result.toJson())
                            .put(
                                    "stories",
                                    Json.array(result.stories().stream()
                                            .map(Story::toOpenJson)
                                            .toList()))
                            .put(
                                    "frames",
                                    Json.array(result.stories().stream()
                                            .map(Story::toFramesJson)
                                            .toList()))
                            .build()
                            .canonicalText());
        }
        return Exit.GOOD;
    }

    private static RigFactory generic(String name) throws Refused {
        DeviceFamily family = StoryFile.family(name)
                .orElseThrow(() -> Refused.usage("there is no rig for the family " + name + "; the generic one serves"
                        + " the simulated devices of this house, and --rig JAR names one of your own"));
        return new SimRigFactory(family);
    }
}
