// SPDX-License-Identifier: Apache-2.0
package org.cisterna.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.cisterna.sim.LinkFault;
import org.cisterna.testkit.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A programmer and a clinician change a dose on the pages, with every real part behind them. */
class ProgrammePagesTest {

    private static final long SEED = Seeds.seed("ProgrammePagesTest");
    private static final String ADDRESS = "/pumps/Cisterna%20Simulations/S2-000001/programme";

    /** Worked example W9 in the fields of the form. */
    private static final String[] W9 = {
        "from-0", "00:00", "to-0", "06:00", "rate-0", "10 mcg/h",
        "from-1", "06:00", "to-1", "10:00", "rate-1", "20 mcg/h",
        "from-2", "10:00", "to-2", "18:00", "rate-2", "12 mcg/h",
        "from-3", "18:00", "to-3", "24:00", "rate-3", "15 mcg/h"
    };

    /** What a test does at an enrolled pump that has run for a month. */
    @FunctionalInterface
    private interface Act {
        void play(Scene scene, Window paula, Window clara, Pages pages) throws Exception;
    }

    private static void play(Path folder, Act act) throws Exception {
        Scene.begin(SEED, Clinic.in(folder, SEED), scene -> {
            scene.story().enrol();
            scene.time().leapPumpTime(Scene.MONTH);
            Pages pages = new Pages(scene.platform(), scene.time(), SEED);
            act.play(
                    scene,
                    new Window(pages, scene.story().programmer()),
                    new Window(pages, scene.story().clinician()),
                    pages);
        });
    }

    private static Window read(Window paula) {
        return paula.open(ADDRESS).press("Read pump now").follow("Continue to drug and concentration");
    }

    private static Window flexForm(Window paula) {
        return read(paula).follow("Flex: a day in steps").press("Add a step");
    }

    private static Window drafted(Window paula) {
        return flexForm(paula).press("Check the draft", W9);
    }

    private static Window signed(Scene scene, Window paula) {
        return drafted(paula)
                .press("Continue to old and new")
                .follow("Continue to your signature")
                .press(
                        "Sign as author",
                        "password",
                        scene.story().clinic().programmer().password());
    }

    private static String second(Window paula) {
        return paula.address();
    }

    private static Window verified(Scene scene, Window paula, Window clara) {
        signed(scene, paula);
        return verifiedOnly(scene, clara.open(second(paula)));
    }

    private static Window verifiedOnly(Scene scene, Window clara) {
        return clara.press(
                "Verify and sign",
                "drug",
                "baclofen",
                "concentration",
                "2000 mcg/mL",
                "total",
                "326 mcg/day",
                "password",
                scene.story().clinic().clinician().password());
    }

    private static void toTheEnd(Scene scene, Window window) throws InterruptedException {
        for (int i = 0; i < 120 && window.text().contains("Being sent"); i++) {
            scene.time().advance(Duration.ofSeconds(5));
            window.reload();
        }
    }

    @Test
    void aDayInStepsGoesFromTheReadingToThePump(@TempDir Path folder) throws Exception {
        play(folder, (scene, paula, clara, pages) -> {
            drafted(paula);
            assertThat(paula.heading()).isEqualTo("Checks");
            assertThat(paula.text())
                    .contains("280 mcg/day", "326 mcg/day", "+46 mcg/day, +16.4 %")
                    .doesNotContain("CONFIRM");
            assertThat(paula.page().select(".strip").text()).contains("P-10042", "S2-000001");

            paula.press("Continue to old and new");
            List<String> rows = new ArrayList<>();
            paula.page().select("table.settings tbody tr").forEach(each -> rows.add(each.text()));
            assertThat(rows.get(0).replace('\u202f', ' ')).contains("Mode", "Continuous", "Flex, 4 steps", "changed");
            int firstSame = rows.indexOf(rows.stream()
                    .filter(each -> each.endsWith("unchanged"))
                    .findFirst()
                    .orElseThrow());
            assertThat(rows.subList(firstSame, rows.size())).allMatch(each -> each.endsWith("unchanged"));
            assertThat(rows)
                    .anyMatch(each -> each.startsWith("Drug"))
                    .anyMatch(each -> each.startsWith("Concentration"));
            assertThat(paula.text()).contains("reaches the tip after");
            String code = paula.page().select(".code-both .code").text();
            assertThat(code).matches("[0-9A-F]{4}·[0-9A-F]{4}");

            paula.follow("Continue to your signature")
                    .press(
                            "Sign as author",
                            "password",
                            scene.story().clinic().programmer().password());
            assertThat(paula.text()).contains("waits for the second person");

            clara.open(second(paula));
            assertThat(clara.source())
                    .as("the second person works blind")
                    .doesNotContain("326")
                    .doesNotContain("2,000")
                    .doesNotContain("baclofen");
            assertThat(clara.page().select(".code-both .code").text()).isEqualTo(code);
            assertThat(clara.text()).contains("Flex: a day in steps", "without a scale");
            assertThat(clara.page().select("svg.sketch path").attr("d"))
                    .startsWith("M0 ")
                    .contains("H480");
            verifiedOnly(scene, clara);
            assertThat(clara.text()).contains("Ready to be sent", "+46 mcg/day, +16.4 %");

            clara.press("Send to the pump");
            toTheEnd(scene, clara);
            assertThat(clara.text()).contains("Running", "what was read back equals what was approved");
            assertThat(scene.bedside().revision()).isEqualTo(2);
            clara.again();
            assertThat(clara.text()).contains("Running");
            assertThat(scene.platform().entries("pump.intent")).as("sent once").hasSize(1);
        });
    }

    @Test
    void oneRateAllDayIsTypedWithItsUnitOrRefusedAtItsField(@TempDir Path folder) throws Exception {
        play(folder, (scene, paula, clara, pages) -> {
            read(paula).follow("Continuous: one rate all day");
            assertThat(paula.value("daily")).isEmpty();
            for (String wrong : List.of(
                    ".5 mcg/day",
                    "1,5 mcg/day",
                    "1e3 mcg/day",
                    "0x1 mcg/day",
                    "326",
                    "",
                    "326 mL/day",
                    "326  mcg/day",
                    "-3 mcg/day",
                    "9".repeat(1000) + " mcg/day",
                    "٣٢٦ mcg/day",
                    "\"><script>alert(1)</script>")) {
                paula.press("Check the draft", "daily", wrong);
                assertThat(paula.status()).as(wrong).isEqualTo(422);
                assertThat(paula.faults()).as(wrong).singleElement().asString().startsWith("Dose per day: ");
                assertThat(paula.value("daily")).as("what was typed stays").isEqualTo(wrong);
                assertThat(paula.page().select("[aria-invalid=true][name=daily]"))
                        .hasSize(1);
                assertThat(paula.page().select("main script")).isEmpty();
            }
            assertThat(scene.platform().entries("therapy.draft")).isEmpty();
            paula.press("Check the draft", "daily", "300 mcg/day");
            assertThat(paula.heading()).isEqualTo("Checks");
            assertThat(paula.text()).contains("300 mcg/day", "+20 mcg/day, +7.1 %");
            paula.again();
            assertThat(paula.heading()).isEqualTo("Checks");
            assertThat(scene.platform().entries("therapy.draft"))
                    .as("a double click drafts once")
                    .hasSize(1);
        });
    }

    @Test
    void aDayThatDoesNotFitTogetherIsRefusedStepByStep(@TempDir Path folder) throws Exception {
        play(folder, (scene, paula, clara, pages) -> {
            flexForm(paula);
            String[] wrong = {
                "from-0", "00:00", "to-0", "06:00", "rate-0", ".5 mcg/h",
                "from-1", "06:30", "to-1", "25:00", "rate-1", "1,5 mcg/h",
                "from-2", "09:00", "to-2", "08:00", "rate-2", "12",
                "from-3", "6:00", "to-3", "23:00", "rate-3", "1e3 mcg/h"
            };
            paula.press("Check the draft", wrong);
            assertThat(paula.status()).isEqualTo(422);
            assertThat(String.join("\n", paula.faults()))
                    .contains("Step 1 dose rate: ")
                    .contains("Step 2 begins at 06:30, and step 1 ends at 06:00: nothing is said for the time between")
                    .contains("Step 2 to: ")
                    .contains("Step 2 dose rate: ")
                    .contains("Step 3 ends at 08:00, which is not after its beginning at 09:00")
                    .contains("Step 3 dose rate: ")
                    .contains("Step 4 from: ")
                    .contains("Step 4 is the last one and ends at 23:00");
            assertThat(paula.value("to-1")).isEqualTo("25:00");
            assertThat(paula.value("rate-3")).isEqualTo("1e3 mcg/h");

            paula.press(
                    "Check the draft",
                    "from-0",
                    "00:00",
                    "to-0",
                    "12:00",
                    "rate-0",
                    "10 mcg/h",
                    "from-1",
                    "11:00",
                    "to-1",
                    "13:00",
                    "rate-1",
                    "10 mcg/h",
                    "from-2",
                    "13:00",
                    "to-2",
                    "14:00",
                    "rate-2",
                    "10 mcg/h",
                    "from-3",
                    "14:00",
                    "to-3",
                    "24:00",
                    "rate-3",
                    "10 mcg/h");
            assertThat(paula.faults()).singleElement().asString().contains("two rates at one time");

            paula.press("Draw the day", W9);
            assertThat(paula.text()).contains("+46 mcg/day, +16.4 %");
            assertThat(paula.value("rate-3")).isEqualTo("15 mcg/h");
            paula.press("Remove step 2");
            assertThat(paula.value("rate-1")).isEqualTo("12 mcg/h");
            assertThat(scene.platform().entries("therapy.draft")).isEmpty();
        });
    }

    @Test
    void sixtyMicrogramsEveryHourAreShownAsAWholeDayAndBlocked(@TempDir Path folder) throws Exception {
        play(folder, (scene, paula, clara, pages) -> {
            read(paula).follow("Flex: a day in steps").press("Remove step 3").press("Remove step 2");
            paula.press("Check the draft", "from-0", "00:00", "to-0", "24:00", "rate-0", "60 mcg/h");
            assertThat(paula.text())
                    .contains("1,440 mcg/day", "+1,160 mcg/day, +414.3 %", "BLOCK", "There is no way past it");
            assertThat(paula.buttons()).noneMatch(each -> each.startsWith("Continue"));
            Window forced = paula.another();
            assertThat(forced.open(paula.address().replace("/checks", "/sign")).heading())
                    .isEqualTo("Checks");
            assertThat(forced.open(paula.address().replace("/checks", "/review"))
                            .heading())
                    .isEqualTo("Checks");

            paula.follow("Change the order");
            assertThat(paula.value("rate-0")).as("an edit begins empty").isEmpty();
            paula.press("Put the values of my draft into the fields");
            assertThat(paula.value("rate-0")).isEqualTo("60 mcg/h");
            assertThat(paula.value("to-0")).isEqualTo("24:00");
            paula.press("Check the draft", "rate-0", "12 mcg/h");
            assertThat(paula.text())
                    .contains("288 mcg/day", "+8 mcg/day, +2.9 %")
                    .doesNotContain("BLOCK");
        });
    }

    @Test
    void aCheckThatAsksForAReasonGetsOneBeforeTheSignature(@TempDir Path folder) throws Exception {
        play(folder, (scene, paula, clara, pages) -> {
            read(paula).follow("Continuous: one rate all day").press("Check the draft", "daily", "400 mcg/day");
            assertThat(paula.text()).contains("CONFIRM");
            String checks = paula.address();
            assertThat(paula.open(checks.replace("/checks", "/sign")).heading()).isEqualTo("Checks");
            paula.press("Continue to old and new");
            assertThat(paula.status()).isEqualTo(422);
            assertThat(paula.faults()).isNotEmpty().allMatch(each -> each.contains("choose a reason"));
            List<String> fields = new ArrayList<>();
            paula.page().select("main select").forEach(each -> fields.add(each.attr("name")));
            List<String> answers = new ArrayList<>();
            fields.forEach(each -> answers.addAll(List.of(each, "other")));
            paula.press("Continue to old and new", answers.toArray(String[]::new));
            assertThat(paula.faults()).isNotEmpty().allMatch(each -> each.contains("at least 3 characters"));
            answers.clear();
            fields.forEach(each -> answers.addAll(List.of(each, "symptoms", each + "-words", "<b>stiff</b> mornings")));
            paula.press("Continue to old and new", answers.toArray(String[]::new));
            assertThat(paula.heading()).isEqualTo("Old and new");
            assertThat(paula.text()).contains("Symptoms not controlled: <b>stiff</b> mornings");
            paula.follow("Continue to your signature")
                    .press(
                            "Sign as author",
                            "password",
                            scene.story().clinic().programmer().password());
            assertThat(scene.platform()
                            .entries("therapy.confirmed")
                            .get(0)
                            .entry()
                            .body()
                            .canonicalText())
                    .contains("Symptoms not controlled: <b>stiff</b> mornings");

            String[] entry = {"drug", "Baclofen", "concentration", "2 mg/mL", "total", "400 mcg/day", "password", ""};
            entry[7] = scene.story().clinic().clinician().password();
            clara.open(paula.address()).press("Verify and sign", entry);
            assertThat(clara.heading()).isEqualTo("Your reasons");
            assertThat(clara.text()).contains("400 mcg/day", "+42.9 %", "two persons");
            assertThat(clara.reload().heading()).isEqualTo("Your reasons");
            clara.press("Verify and sign", "password", entry[7]);
            assertThat(clara.faults()).isNotEmpty().allMatch(each -> each.contains("choose a reason"));
            List<String> own = new ArrayList<>(List.of("password", entry[7]));
            clara.page().select("main select").forEach(each -> own.addAll(List.of(each.attr("name"), "ordered")));
            clara.press("Verify and sign", own.toArray(String[]::new));
            assertThat(clara.text()).contains("Ready to be sent");
            assertThat(scene.platform()
                            .entries("therapy.confirmed")
                            .get(1)
                            .entry()
                            .body()
                            .canonicalText())
                    .contains("Ordered so by the prescriber");
        });
    }

    @Test
    void whatTheSecondPersonTypesWrongIsNotSaid(@TempDir Path folder) throws Exception {
        play(folder, (scene, paula, clara, pages) -> {
            signed(scene, paula);
            clara.open(second(paula));
            clara.press(
                    "Verify and sign", "drug", "", "concentration", "2000", "total", "326,0 mcg/day", "password", "x");
            assertThat(String.join("\n", clara.faults()))
                    .contains("Drug: ")
                    .contains("Concentration: ")
                    .contains("Total per 24 h: ");
            assertThat(clara.value("total")).isEqualTo("326,0 mcg/day");
            assertThat(clara.value("password")).isEmpty();

            clara.press(
                    "Verify and sign",
                    "drug",
                    "baclofen",
                    "concentration",
                    "2000 mcg/mL",
                    "total",
                    "326 mcg/day",
                    "password",
                    "wrong");
            assertThat(clara.faults()).isNotEmpty();
            assertThat(clara.value("concentration")).isEqualTo("2000 mcg/mL");

            clara.press(
                    "Verify and sign",
                    "total",
                    "3260 mcg/day",
                    "password",
                    scene.story().clinic().clinician().password());
            assertThat(clara.text())
                    .contains("Something differed")
                    .doesNotContain("3,260")
                    .doesNotContain("total");
            paula.reload();
            assertThat(paula.text())
                    .contains("Something that the second person typed differs")
                    .doesNotContain("3,260");
            paula.follow("Look at the order and sign again");
            assertThat(paula.heading()).isEqualTo("Checks");
        });
    }

    @Test
    void theAuthorATechnicianAndAnOldWindowAreRefused(@TempDir Path folder) throws Exception {
        play(folder, (scene, paula, clara, pages) -> {
            drafted(paula);
            String checks = paula.address();
            Window theo = new Window(pages, scene.story().technician());
            assertThat(theo.open(ADDRESS + "/read").status()).isEqualTo(403);
            assertThat(theo.open(checks).heading())
                    .as("numbers are the author's")
                    .isEqualTo("Verification");
            assertThat(theo.source()).doesNotContain("326");
            assertThat(clara.open(checks).source()).doesNotContain("326");
            assertThat(clara.open(checks.replace("checks", "sign")).heading()).isEqualTo("Verification");

            Window tab = paula.another();
            paula.press("Continue to old and new").follow("Continue to your signature");
            tab.follow("Change the order").press("Put the values of my draft into the fields");
            tab.press("Check the draft", "rate-0", "11 mcg/h");
            assertThat(tab.heading()).isEqualTo("Checks");
            paula.press(
                    "Sign as author",
                    "password",
                    scene.story().clinic().programmer().password());
            assertThat(paula.text()).contains("Void", "edited");
            assertThat(scene.platform().entries("therapy.signature")).isEmpty();

            tab.press("Continue to old and new")
                    .follow("Continue to your signature")
                    .press(
                            "Sign as author",
                            "password",
                            scene.story().clinic().programmer().password());
            assertThat(tab.buttons()).as("the author verifies nothing").isEmpty();
            clara.open(tab.address()).press("Reject the draft", "reason", "x");
            assertThat(clara.faults()).singleElement().asString().startsWith("Reason: ");
            clara.press("Reject the draft", "reason", "the order says 280");
            assertThat(clara.text()).contains("Void", "the order says 280");
        });
    }

    @Test
    void whileItIsSentEveryWindowSaysSoAndNoneOffersToSendAgain(@TempDir Path folder) throws Exception {
        play(folder, (scene, paula, clara, pages) -> {
            verified(scene, paula, clara);
            Window before = clara.another();
            List<String> seen = new ArrayList<>();
            scene.platform().reach().moments(moment -> {
                if (seen.isEmpty() && !scene.platform().entries("pump.intent").isEmpty()) {
                    Window meanwhile = clara.another();
                    seen.add(meanwhile.text());
                    seen.addAll(meanwhile.buttons());
                    before.press("Send to the pump");
                    seen.addAll(before.buttons());
                }
            });
            clara.press("Send to the pump");
            toTheEnd(scene, clara);
            assertThat(seen).singleElement().asString().contains("Being sent", "Look again");
            assertThat(clara.text()).contains("Running");
            assertThat(scene.platform().entries("therapy.sending"))
                    .as("sent once")
                    .hasSize(1);
        });
    }

    @Test
    void aLinkThatBreaksLeavesUnknownUntilThePumpIsRead(@TempDir Path folder) throws Exception {
        long[] whole = new long[1];
        play(folder.resolve("whole"), (scene, paula, clara, pages) -> {
            verified(scene, paula, clara).press("Send to the pump");
            toTheEnd(scene, clara);
            List<Reach.Traffic> traffic = scene.platform().reach().traffic();
            whole[0] = traffic.get(traffic.size() - 1).bytes(LinkFault.Direction.FROM_DEVICE);
        });
        play(folder.resolve("cut"), (scene, paula, clara, pages) -> {
            verified(scene, paula, clara);
            LinkFault inTheProof = new LinkFault(LinkFault.Kind.CUT, LinkFault.Direction.FROM_DEVICE, whole[0] / 2);
            scene.platform().reach().breakNext(inTheProof, true);
            paula.open(clara.address()).press("Send to the pump");
            toTheEnd(scene, paula);
            assertThat(paula.text()).contains("Unknown", "may run the old or the new programme");
            assertThat(paula.buttons()).containsExactly("Read pump now");
            assertThat(clara.reload().buttons()).containsExactly("Read pump now");
            paula.again();
            assertThat(scene.platform().entries("therapy.sending")).hasSize(1);

            paula.press("Read pump now");
            assertThat(paula.faults()).as("out of reach").isNotEmpty();
            assertThat(paula.text()).contains("Unknown");
            scene.platform().reach().back();
            scene.bedside().passBound();
            paula.press("Read pump now");
            assertThat(paula.text()).containsAnyOf("Running", "Not sent").doesNotContain("may run the old or the new");
        });
    }

    @Test
    void aLedgerThatIsGoneBetweenTwoStepsIsSaidInWords(@TempDir Path folder) throws Exception {
        play(folder, (scene, paula, clara, pages) -> {
            flexForm(paula);
            scene.disk().failAt(scene.disk().operations() + 1);
            paula.press("Check the draft", W9);
            assertThat(paula.status()).isGreaterThanOrEqualTo(400);
            assertThat(paula.faults()).isNotEmpty();
            assertThat(paula.value("rate-3")).as("nothing typed is lost").isEqualTo("15 mcg/h");
        });
    }

    @Test
    void aDraftIsGivenUpAfterBeingAskedOnce(@TempDir Path folder) throws Exception {
        play(folder, (scene, paula, clara, pages) -> {
            drafted(paula).follow("Discard");
            assertThat(paula.text()).contains("are lost");
            paula.follow("Keep the draft");
            assertThat(paula.heading()).isEqualTo("Checks");
            paula.follow("Discard").press("Discard the draft");
            assertThat(paula.heading()).isEqualTo("Read the pump");
            assertThat(scene.platform().entries("therapy.void")).hasSize(1);
            paula.again();
            assertThat(scene.platform().entries("therapy.void")).hasSize(1);
        });
    }
}
