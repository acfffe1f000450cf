// SPDX-License-Identifier: Apache-2.0
package org.cisterna.itest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.cisterna.canonical.JsonObject;
import org.cisterna.itest.Talk.Reply;
import org.junit.Test;
import org.osgi.framework.Bundle;

/**
 * Every bundle of ours is stopped and started once, while somebody looks at the pumps all the time and two people change a dose again and
 * again. What is missing is said in words, every change of dose comes to a said end, and all of it works again afterwards.
 */
public final class EveryBundleIT {

    private static final String OURS = "org.cisterna.";
    private static final String READ = "POST read";
    private static final String DRAFT = "POST draft";
    private static final int MOST_LOOKS = 6;

    /**
     * What is said to somebody who asks.
     *
     * @param role who asks
     * @param question a path to get, or one of the acts of a visit
     * @param status what is answered
     * @param words what the answer must hold
     */
    private record Said(String role, String question, int status, String words) {}

    /** What is said while a bundle is stopped. */
    private static final Map<String, List<Said>> SAID = Map.ofEntries(
            Map.entry("time.system", List.of(pumps(503, "time.system"), health(503, "therapy.workflow"))),
            Map.entry(
                    "audit.ledger",
                    List.of(
                            new Said("auditor", "/api/v1/ledger/entries", 503, "audit.ledger"),
                            new Said(Scene.PROGRAMMER, DRAFT, 503, "the ledger"),
                            pumps(200, "the ledger (audit.ledger)"),
                            health(503, "audit.ledger"))),
            // it stops nothing: what is entered says itself that its raw frames were not kept
            Map.entry("audit.evidence", List.of(health(200, "audit.evidence"))),
            Map.entry(
                    "dosing.engine",
                    List.of(
                            new Said(Scene.PROGRAMMER, DRAFT, 503, "the dosing engine"),
                            health(503, "the dosing engine"))),
            Map.entry(
                    "dosing.library",
                    List.of(
                            new Said(Scene.PROGRAMMER, DRAFT, 503, "the drug library"),
                            health(503, "the drug library"))),
            Map.entry("pump.host", List.of(pumps(503, "pump.host"), health(503, "the pump host"))),
            Map.entry("therapy.workflow", List.of(pumps(503, "therapy.workflow"), health(503, "therapy.workflow"))),
            Map.entry("therapy.people", List.of(pumps(503, "therapy.people"), health(503, "the service of accounts"))),
            Map.entry("provision", List.of(new Said("integrator", "/api/v1/drivers/found", 503, "provision"))),
            Map.entry(
                    "conformance.runs",
                    List.of(new Said("integrator", "/api/v1/conformance/runs", 503, "conformance.runs"))),
            Map.entry(
                    "driver.synchromed",
                    List.of(new Said(Scene.PROGRAMMER, READ, 503, "driver"), pumps(200, "driver stopped since"))),
            Map.entry(
                    "sim.devices",
                    List.of(
                            new Said(Scene.PROGRAMMER, READ, 503, "the scheme sim"),
                            health(503, "nothing that opens links"))),
            Map.entry("rest", List.of(pumps(503, "(rest)"))),
            Map.entry("console", List.of(new Said("nobody", "/fleet", 503, "(console)"))));

    /**
     * What need only recover: the address itself, the APIs, what nobody asks for anything, and the view that pages alone search.
     */
    private static final Set<String> RECOVERS = Set.of(
            "web",
            "quantity",
            "time",
            "canonical",
            "storage",
            "pump.api",
            "audit.api",
            "dosing.api",
            "therapy.api",
            "sim",
            "logging.bridge",
            "process",
            "console.api",
            "conformance.api",
            "records",
            // no pump of the scene is of its family
            "driver.prometra",
            "driver.medstream",
            "driver.codman",
            // the devices run in a process of their own; here only the links to them live, which are broken off and
            // found again
            "sim.synchromed",
            "sim.prometra",
            "sim.medstream",
            "sim.codman");

    private static Said pumps(int status, String words) {
        return new Said(Scene.PROGRAMMER, Scene.PUMPS, status, words);
    }

    private static Said health(int status, String words) {
        return new Said("nobody", "/health", status, words);
    }

    private final List<String> trouble = new ArrayList<>();

    @Test
    public void everyBundleIsStoppedAndStartedOnceUnderLoad() throws Exception {
        long seed = Long.getLong("cisterna.seed", Product.newSeed());
        System.out.println("EveryBundleIT: -Dcisterna.seed=" + seed);
        Random chance = new Random(seed);
        try (Scene scene = Scene.open("every", Product.named("cisterna"), true)) {
            Talk talk = scene.talk();
            List<Bundle> ours = scene.platform().bundles().stream()
                    .filter(each -> each.getSymbolicName().startsWith(OURS) && !Platform.isFragment(each))
                    .toList();
            assertEquals("each bundle is expected to say something, or to recover", known(), names(ours));

            String changed = Scene.address(scene.pumps().get(0));
            String other = "/api/v1/visits/" + scene.visit(scene.pumps().get(1));
            Reply read = talk.post(Scene.PROGRAMMER, other + "/read");
            assertTrue("the second pump is read: " + read, read.isDone());
            long before = scene.devices().pushed("S2-000001");

            DoseChanges changes = DoseChanges.start(talk, changed);
            int caught = 0;
            try (changes;
                    Readers readers = Readers.start(talk)) {
                changes.awaitApplied();
                for (Bundle bundle : ours) {
                    changes.awaitSend();
                    for (int looks = chance.nextInt(MOST_LOOKS); looks > 0; looks--) {
                        talk.get(Scene.PROGRAMMER, changed);
                    }
                    caught += changes.isSending() ? 1 : 0;
                    stopAndStart(bundle, talk, other);
                    changes.awaitApplied();
                }
                assertTrue("somebody looked all the while", readers.looks() > ours.size());
            }
            System.out.println("EveryBundleIT: " + ours.size() + " bundles, " + caught
                    + " stopped while a change was on its way; changes sent: "
                    + changes.endings().keySet().stream()
                            .filter(changes.sent()::contains)
                            .map(changes.endings()::get)
                            .collect(Collectors.groupingBy(each -> each, TreeMap::new, Collectors.counting())));
            assertEquals("what is missing is said in words", List.of(), trouble);
            assertEquals("every answer is in words", List.of(), talk.bad());
            Set<String> withoutEnd = new TreeSet<>(changes.sent());
            withoutEnd.removeAll(changes.endings().keySet());
            assertEquals("every change that was sent has a said end", Set.of(), withoutEnd);

            JsonObject runs = talk.post(
                            Scene.PROGRAMMER,
                            "/api/v1/visits/" + scene.visit(scene.pumps().get(0)) + "/read")
                    .object()
                    .object("snapshot");
            assertEquals("the pump turns", "RUNNING", runs.string("motor"));
            assertEquals(
                    "it runs what was applied last",
                    changes.rate().orElseThrow(),
                    runs.object("programme").string("rate"));
            assertTrue("it delivered", scene.devices().pushed("S2-000001") > before);
            Command good = RestStoryIT.verify(scene.data());
            assertEquals("the ledger verifies: " + good, 0, good.status());
        }
    }

    private void stopAndStart(Bundle bundle, Talk talk, String visit) throws Exception {
        String name = bundle.getSymbolicName().substring(OURS.length());
        talk.nobodyAtTheAddress(name.equals("web"));
        bundle.stop();
        for (Said said : SAID.getOrDefault(name, List.of())) {
            Reply reply = ask(said, talk, visit);
            if (!reply.says(said.status(), said.words())) {
                trouble.add("without " + name + ", " + said + " was answered " + reply);
            }
        }
        bundle.start();
        boolean back = Patience.sees(() -> talk.get("nobody", "/health").is(200)
                && talk.get(Scene.PROGRAMMER, Scene.PUMPS).is(200)
                && talk.post(Scene.PROGRAMMER, visit + "/read").is(200));
        talk.nobodyAtTheAddress(false);
        if (!back) {
            throw new AssertionError(name + " was started again and the platform did not recover: "
                    + talk.get("nobody", "/health") + talk.get(Scene.PROGRAMMER, Scene.PUMPS)
                    + talk.post(Scene.PROGRAMMER, visit + "/read") + trouble);
        }
    }

    private static Reply ask(Said said, Talk talk, String visit) throws InterruptedException {
        return switch (said.question()) {
            case READ -> talk.post(said.role(), visit + "/read");
            case DRAFT ->
                talk.send(
                        said.role(), "POST", visit + "/drafts", "{\"mode\":\"continuous\",\"daily\":\"100 mcg/day\"}");
            default -> talk.get(said.role(), said.question());
        };
    }

    private static Set<String> known() {
        Set<String> known = new TreeSet<>(RECOVERS);
        known.addAll(SAID.keySet());
        return known;
    }

    private static Set<String> names(List<Bundle> bundles) {
        Set<String> names = new TreeSet<>();
        bundles.forEach(each -> names.add(each.getSymbolicName().substring(OURS.length())));
        return names;
    }
}
