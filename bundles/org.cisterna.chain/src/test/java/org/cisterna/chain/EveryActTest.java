// SPDX-License-Identifier: Apache-2.0
package org.cisterna.chain;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cisterna.audit.EntrySearch;
import org.cisterna.audit.IncidentFiles;
import org.cisterna.conformance.run.KitRuns;
import org.cisterna.console.server.ConsoleServlet;
import org.cisterna.dosing.edition.Editions;
import org.cisterna.pump.DriverAdmissions;
import org.cisterna.pump.EventEntries;
import org.cisterna.pump.PumpEntries;
import org.cisterna.pump.Release;
import org.cisterna.rest.RestServlet;
import org.cisterna.testkit.Seeds;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.Administration;
import org.cisterna.therapy.BlindEntry;
import org.cisterna.therapy.CloseRequest;
import org.cisterna.therapy.DoseChange;
import org.cisterna.therapy.EmergencyRequest;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.InvitationLink;
import org.cisterna.therapy.ManualTherapy;
import org.cisterna.therapy.PeopleEntry;
import org.cisterna.therapy.ReviewRequest;
import org.cisterna.therapy.Sessions;
import org.cisterna.therapy.SignRequest;
import org.cisterna.therapy.Signature;
import org.cisterna.therapy.StopRequest;
import org.cisterna.therapy.Therapy;
import org.cisterna.therapy.TherapyEntry;
import org.cisterna.therapy.TypedOrder;
import org.cisterna.therapy.Visit;
import org.cisterna.therapy.people.PeopleDesk;
import org.cisterna.therapy.people.PeopleFile.Secrets;
import org.cisterna.time.Randomness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every act of the platform leaves an entry. What the acts are is read off the code: the services that the JSON interface and the console are
 * given, each method of those, each constant of {@link Act}, and each kind of entry. A new one that nobody put into the table fails here.
 */
class EveryActTest {

    private static final long SEED = Seeds.seed("EveryActTest");
    private static final String PASSWORD = "tulip anvil seven moss";
    private static final String OTHER = "granite ladder quiet fox";

    /** Services through which people act. */
    private static final List<Class<?>> SERVICES = List.of(
            Therapy.class,
            ManualTherapy.class,
            Administration.class,
            Sessions.class,
            Editions.class,
            DriverAdmissions.class,
            KitRuns.class,
            EntrySearch.class,
            IncidentFiles.class);

    /** Services that pages and interface are given, and through which nobody acts, with the reason. */
    private static final Map<String, String> NO_ACTS = Map.ofEntries(
            entry("Ledger", "is what is entered in; who reads it through pages or interface is entered by EntrySearch"),
            entry("PumpHost", "acts on the order of Therapy alone; pages look at it"),
            entry(
                    "Witness",
                    "cosigns what another node's ledger has signed; nobody acts, and what was cosigned is kept beside"),
            entry("Fleet", "is looked at; its export is entered by the page, FleetPagesTest"),
            entry(
                    "People",
                    "recognises; a signature that it refuses is entered, and so is who is refused at an address; both walked below"),
            entry("DrugLibrary", "is looked at"),
            entry("PumpTimeFeed", "tells the time"),
            entry("Page", "shows"),
            entry("PumpPanel", "shows"));

    /** Methods that change nothing and tell nobody what the ledger holds. */
    private static final Set<String> LOOKS = Set.of(
            "Therapy.implants",
            "Therapy.implant",
            "Therapy.visits",
            "Therapy.visit",
            "Therapy.change",
            "Therapy.openReviews",
            "Therapy.brokenGlass",
            "Therapy.events",
            "Therapy.missing",
            "Therapy.obstacles",
            // a nonce is a number; what is signed with it is entered
            "Therapy.nonce",
            "ManualTherapy.manualCase",
            "ManualTherapy.manualNonce",
            "Administration.isSetUpNeeded",
            "Administration.setUpLink",
            "Administration.invitations",
            "Administration.invitation",
            "Administration.accounts",
            "Administration.roleChanges",
            "Administration.tokenActs",
            "Administration.tokens",
            "Sessions.limits",
            "Sessions.bySecret",
            "Sessions.look",
            "Sessions.byId",
            "Sessions.own",
            "Sessions.all",
            "Editions.all",
            "Editions.difference",
            "Editions.verdicts",
            "DriverAdmissions.jars",
            "KitRuns.standings",
            "KitRuns.runs",
            "KitRuns.run",
            "KitRuns.obstacle",
            "KitRuns.file",
            "EntrySearch.state");

    /** Methods whose entry another test sees, which is named. */
    private static final Map<String, String> ELSEWHERE = Map.ofEntries(
            entry(
                    "ManualTherapy.register",
                    "org.cisterna.chain.ByHandChainTest#aRefillByHandFromTheOrderToTheSecondAttestation"),
            entry(
                    "ManualTherapy.order",
                    "org.cisterna.chain.ByHandChainTest#aRefillByHandFromTheOrderToTheSecondAttestation"),
            entry(
                    "ManualTherapy.author",
                    "org.cisterna.chain.ByHandChainTest#aRefillByHandFromTheOrderToTheSecondAttestation"),
            entry(
                    "ManualTherapy.verify",
                    "org.cisterna.chain.ByHandChainTest#aRefillByHandFromTheOrderToTheSecondAttestation"),
            entry(
                    "ManualTherapy.begin",
                    "org.cisterna.chain.ByHandChainTest#aRefillByHandFromTheOrderToTheSecondAttestation"),
            entry(
                    "ManualTherapy.step",
                    "org.cisterna.chain.ByHandChainTest#aRefillByHandFromTheOrderToTheSecondAttestation"),
            entry(
                    "ManualTherapy.attest",
                    "org.cisterna.chain.ByHandChainTest#aRefillByHandFromTheOrderToTheSecondAttestation"),
            entry(
                    "ManualTherapy.empty",
                    "org.cisterna.chain.ByHandChainTest#whatIsNotSoIsRefusedAndAnEmptyingIsTheStop"),
            entry(
                    "Editions.draft",
                    "org.cisterna.dosing.library.EditionsTest#comesIntoForceByThreePersonsAndFourEntries"),
            entry(
                    "Editions.review",
                    "org.cisterna.dosing.library.EditionsTest#comesIntoForceByThreePersonsAndFourEntries"),
            entry(
                    "Editions.release",
                    "org.cisterna.dosing.library.EditionsTest#comesIntoForceByThreePersonsAndFourEntries"),
            entry(
                    "Editions.withdraw",
                    "org.cisterna.dosing.library.EditionsTest#aWithdrawalWithoutAnotherEditionStopsDosingAndTheShippedOneDoesNotComeBack"),
            entry(
                    "DriverAdmissions.admit",
                    "org.cisterna.provision.DriverFolderTest#aJarIsShownWithItsDigestOnceItIsStableAndRunsOnlyWhenAdmitted"),
            entry(
                    "KitRuns.start",
                    "org.cisterna.conformance.runs.RunDeskTest#aRunIsEnteredWhenItBeginsAndWhenItEndsWithItsReportAsEvidence"),
            entry(
                    "KitRuns.cancel",
                    "org.cisterna.conformance.runs.RunDeskTest#aCancelledRunIsEnteredAsSuchByWhoeverCancelledItAndLeavesNoResult"),
            entry(
                    "EntrySearch.search",
                    "org.cisterna.records.EntrySearchTest#aSearchIsEnteredOncePerReaderQueryAndHourAndEachExport"),
            entry(
                    "EntrySearch.export",
                    "org.cisterna.records.EntrySearchTest#aSearchIsEnteredOncePerReaderQueryAndHourAndEachExport"),
            entry(
                    "IncidentFiles.freeze",
                    "org.cisterna.chain.IncidentFileTest#aFileHoldsWhatBelongsToThePumpAndVerifiesWithTheKeyAlone"),
            entry(
                    "EntrySearch.looked",
                    "org.cisterna.records.EntrySearchTest#aSearchIsEnteredOncePerReaderQueryAndHourAndEachExport"));

    /** Kinds of entries that the walk does not come to, with the test that sees them. */
    private static final Map<String, String> SEEN_ELSEWHERE = Map.ofEntries(
            entry(
                    "pump.registered",
                    "org.cisterna.chain.ByHandChainTest#aRefillByHandFromTheOrderToTheSecondAttestation"),
            entry(
                    "pump.step-done",
                    "org.cisterna.chain.ByHandChainTest#aRefillByHandFromTheOrderToTheSecondAttestation"),
            entry("pump.events", "org.cisterna.chain.IncidentFileTest#aFileHoldsThePumpsOwnEventLog"),
            entry(
                    "therapy.manual-ordered",
                    "org.cisterna.chain.ByHandChainTest#aRefillByHandFromTheOrderToTheSecondAttestation"),
            entry(
                    "pump.late",
                    "org.cisterna.pump.host.LedgerFailureTest#anOutcomeThatCannotBeEnteredIsJournalledAndEnteredLate"),
            entry(
                    "therapy.compared",
                    "org.cisterna.therapy.workflow.SecondPersonReasonsTest#withoutASecondReasonItIsNotVerifiedAndTheFindingIsNamed"),
            entry(
                    "therapy.not-sent",
                    "org.cisterna.therapy.workflow.SendingTest#aRefusalByTheHostLeavesTheReleaseUnspent"));

    /** What an act comes down to. A new act does not compile until it stands here. */
    private static Set<String> methods(Act act) {
        return switch (act) {
            case SEE_PUMPS -> Set.of("Therapy.implants", "Therapy.visits", "Therapy.change", "Therapy.events");
            case SEE_DRIVERS -> Set.of("DriverAdmissions.jars");
            case ENROL -> Set.of("Therapy.enrol");
            case OPEN_VISIT -> Set.of("Therapy.openVisit");
            case READ_PUMP -> Set.of("Therapy.read");
            case DRAFT -> Set.of("Therapy.draft", "Therapy.edit", "Therapy.discard");
            case AUTHOR -> Set.of("Therapy.author");
            case VERIFY -> Set.of("Therapy.verify", "Therapy.reject");
            case BREAK_GLASS -> Set.of("Therapy.breakGlass");
            case REVIEW -> Set.of("Therapy.review");
            case RELEASE -> Set.of("Therapy.release");
            case SEND -> Set.of("Therapy.send");
            case STOP -> Set.of("Therapy.stop");
            case BY_HAND -> Set.of("ManualTherapy.step", "ManualTherapy.attest");
            case CLOSE_VISIT -> Set.of("Therapy.close");
            case ADMIT_DRIVER -> Set.of("DriverAdmissions.admit");
            case RUN_CONFORMANCE -> Set.of("KitRuns.start", "KitRuns.cancel");
            case SEE_LIBRARY -> Set.of("Editions.all", "Editions.difference", "Editions.verdicts");
            case DRAFT_LIBRARY -> Set.of("Editions.draft");
            case REVIEW_LIBRARY -> Set.of("Editions.review");
            case RELEASE_LIBRARY -> Set.of("Editions.release", "Editions.withdraw");
            case READ_LEDGER -> Set.of("EntrySearch.search", "EntrySearch.export", "EntrySearch.looked");
            case FREEZE_INCIDENT -> Set.of("IncidentFiles.freeze");
            case ADMIN_PEOPLE ->
                Set.of(
                        "Administration.invite",
                        "Administration.inviteToNewPassword",
                        "Administration.confirmInvitation",
                        "Administration.withdrawInvitation",
                        "Administration.changeRoles",
                        "Administration.confirmRoles",
                        "Administration.rejectRoles",
                        "Administration.revoke",
                        "Sessions.revoke");
        };
    }

    private static Set<String> allMethods() {
        Set<String> all = new TreeSet<>();
        for (Class<?> service : SERVICES) {
            for (Method each : service.getDeclaredMethods()) {
                if (!Modifier.isStatic(each.getModifiers()) && !each.isSynthetic()) {
                    all.add(Watched.name(service, each.getName()));
                }
            }
        }
        return all;
    }

    @Test
    void whatPagesAndInterfaceAreGivenIsInTheTable() {
        Set<String> known = SERVICES.stream().map(Class::getSimpleName).collect(Collectors.toSet());
        known.addAll(NO_ACTS.keySet());
        assertThat(Stream.of(RestServlet.class, ConsoleServlet.class)
                        .flatMap(each -> Arrays.stream(each.getDeclaredMethods()))
                        .filter(each -> each.getName().startsWith("bind"))
                        .map(each -> each.getParameterTypes()[0].getSimpleName()))
                .isNotEmpty()
                .allMatch(known::contains);
    }

    @Test
    void everyActComesDownToMethodsOfTheseServices() {
        assertThat(EnumSet.allOf(Act.class))
                .allSatisfy(act -> assertThat(allMethods()).as(act.name()).containsAll(methods(act)));
        assertThat(allMethods()).containsAll(LOOKS).containsAll(ELSEWHERE.keySet());
    }

    @Test
    void whatIsSaidToBeSeenElsewhereIsSeenThere() throws IOException {
        for (Map<String, String> table : List.of(ELSEWHERE, SEEN_ELSEWHERE)) {
            for (String test : table.values()) {
                String type = test.substring(0, test.indexOf('#'));
                String bundle = type.substring(0, type.lastIndexOf('.'));
                Path source = Path.of("..", bundle, "src/test/java", type.replace('.', '/') + ".java");
                assertThat(Files.readString(source)).contains("void " + test.substring(test.indexOf('#') + 1) + "(");
            }
        }
    }

    @Test
    void everyActOfAWalkThroughThePlatformLeavesItsEntries(@TempDir Path folder) throws Exception {
        Scene.begin(SEED, Clinic.in(folder.resolve("people"), SEED), scene -> {
            Watched watched = new Watched(scene.platform().ledger());
            care(scene, watched.before(Therapy.class, scene.platform().therapy()));
            people(scene, watched);
            scene.platform().ledger().stepped(scene.time().house().now(), Duration.ofMinutes(-5));

            for (String method : allMethods()) {
                if (!LOOKS.contains(method) && !ELSEWHERE.containsKey(method)) {
                    assertThat(watched.entered(method))
                            .as("%s was done, and left an entry", method)
                            .isNotEmpty();
                }
            }
            assertThat(watched.silent())
                    .as("what came back well and left nothing")
                    .allMatch(LOOKS::contains);
            scene.kill(false);
            scene.restart();
            Set<String> seen = scene.platform().entries().stream()
                    .map(each -> each.entry().type())
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(Stream.concat(seen.stream(), SEEN_ELSEWHERE.keySet().stream()))
                    .as("every kind of entry is seen")
                    .containsAll(kinds())
                    .contains("ledger.created", "ledger.opened", "ledger.clock-stepped", "dosing.proposal");
        });
    }

    /** Every kind of entry that the code declares for pumps, therapy and people. */
    private static Set<String> kinds() {
        Set<String> kinds = new TreeSet<>(Set.of(Release.ENTRY_TYPE, Signature.ENTRY_TYPE));
        Stream.of(TherapyEntry.class, PeopleEntry.class)
                .flatMap(EveryActTest::permitted)
                .forEach(each -> kinds.add(type(each)));
        Stream.of(PumpEntries.class, EventEntries.class)
                .flatMap(each -> Arrays.stream(each.getDeclaredClasses()))
                .filter(Class::isRecord)
                .filter(each -> Arrays.stream(each.getFields())
                        .anyMatch(field -> field.getName().equals("TYPE")))
                .forEach(each -> kinds.add(type(each)));
        return kinds;
    }

    private static Stream<Class<?>> permitted(Class<?> type) {
        Class<?>[] below = type.getPermittedSubclasses();
        return below == null ? Stream.of(type) : Arrays.stream(below).flatMap(EveryActTest::permitted);
    }

    private static String type(Class<?> kind) {
        try {
            return String.valueOf(kind.getField("TYPE").get(null));
        } catch (ReflectiveOperationException none) {
            throw new LinkageError(kind + " does not say its type", none);
        }
    }

    // ---- the walk

    private static SignRequest sign(
            Scene scene, Therapy therapy, String change, Secrets who, Signature.Meaning meaning) {
        Identified person = scene.platform().who(who);
        String nonce = (meaning == Signature.Meaning.AUTHORED
                        ? therapy.nonce(change, person)
                        : therapy.nonce(change, meaning, person))
                .orElseThrow()
                .nonce();
        return new SignRequest(nonce, who.password());
    }

    /** From the enrolment to the stop, with every way that a change can take. */
    private static void care(Scene scene, Therapy therapy) throws Exception {
        Clinic clinic = scene.story().clinic();
        Story story = new Story(scene.platform(), clinic);
        Identified paula = story.programmer();
        Identified clara = story.clinician();
        therapy.enrol(Story.enrolment(), story.technician()).orElseThrow();
        scene.time().leapPumpTime(Scene.MONTH);
        Visit visit = therapy.openVisit(Bedside.PUMP, paula).orElseThrow();
        therapy.read(visit.id(), paula).orElseThrow();

        String given = therapy.draft(visit.id(), Story.W9, paula).orElseThrow().id();
        given = therapy.edit(given, TypedOrder.flex(new TypedOrder.Step("00:00", "12 mcg/h")), paula)
                .orElseThrow()
                .id();
        therapy.discard(given, paula).orElseThrow();

        String rejected =
                therapy.draft(visit.id(), Story.W9, paula).orElseThrow().id();
        author(scene, therapy, rejected);
        therapy.reject(rejected, "not what was ordered", clara).orElseThrow();

        String change = therapy.draft(visit.id(), Story.W9, paula).orElseThrow().id();
        SignRequest wrong = new SignRequest(
                sign(scene, therapy, change, clinic.programmer(), Signature.Meaning.AUTHORED)
                        .nonce(),
                "not the password");
        assertThat(therapy.author(change, List.of(), wrong, paula).isDone()).isFalse();
        author(scene, therapy, change);
        BlindEntry slip = new BlindEntry("baclofen", "2000 mcg/mL", "362 mcg/day");
        assertThat(therapy.verify(
                                change,
                                slip,
                                List.of(),
                                sign(scene, therapy, change, clinic.clinician(), Signature.Meaning.AUTHORED),
                                clara)
                        .orElseThrow()
                        .state())
                .isEqualTo(DoseChange.State.MISMATCH);
        author(scene, therapy, change);
        therapy.verify(
                        change,
                        new BlindEntry("baclofen", "2000 mcg/mL", "326 mcg/day"),
                        List.of(),
                        sign(scene, therapy, change, clinic.clinician(), Signature.Meaning.AUTHORED),
                        clara)
                .orElseThrow();
        therapy.release(change, paula).orElseThrow();
        therapy.send(change, paula).orElseThrow();
        therapy.read(visit.id(), paula).orElseThrow();
        therapy.close(visit.id(), CloseRequest.running(), paula).orElseThrow();
        alone(scene, therapy);
        therapy.stop(Bedside.PUMP, new StopRequest("the patient is drowsy", Optional.empty()), clara)
                .orElseThrow();
    }

    private static void author(Scene scene, Therapy therapy, String change) {
        Secrets paula = scene.story().clinic().programmer();
        therapy.author(
                        change,
                        List.of(),
                        sign(scene, therapy, change, paula, Signature.Meaning.AUTHORED),
                        scene.platform().who(paula))
                .orElseThrow();
    }

    /** A clinician who is alone, and the one who reviews it. */
    private static void alone(Scene scene, Therapy therapy) throws Exception {
        Clinic clinic = scene.story().clinic();
        Identified clara = scene.story().clinician();
        Identified cora = scene.platform().who(clinic.other());
        scene.time().leapPumpTime(Duration.ofDays(10));
        Visit visit = therapy.openVisit(Bedside.PUMP, clara).orElseThrow();
        therapy.read(visit.id(), clara).orElseThrow();
        String change = therapy.draft(visit.id(), TypedOrder.continuous("312.5 mcg/day"), clara)
                .orElseThrow()
                .id();
        assertThat(therapy.breakGlass(
                                change,
                                new EmergencyRequest("nobody on call answers", "3125 mcg/day", List.of()),
                                sign(scene, therapy, change, clinic.clinician(), Signature.Meaning.BREAK_GLASS),
                                clara)
                        .isDone())
                .isFalse();
        therapy.breakGlass(
                        change,
                        new EmergencyRequest("nobody on call answers", "312.5 mcg/day", List.of()),
                        sign(scene, therapy, change, clinic.clinician(), Signature.Meaning.BREAK_GLASS),
                        clara)
                .orElseThrow();
        therapy.release(change, clara).orElseThrow();
        therapy.send(change, clara).orElseThrow();
        therapy.review(
                        change,
                        new ReviewRequest("AGREED", "seen with the family"),
                        sign(scene, therapy, change, clinic.other(), Signature.Meaning.REVIEWED),
                        cora)
                .orElseThrow();
    }

    /** Accounts, sessions, roles and tokens, from the first administrator on. */
    private static void people(Scene scene, Watched watched) {
        scene.platform().accounts().refused(401, Optional.empty(), "127.0.0.1", "GET", "/api/v1/pumps");
        PeopleDesk desk = PeopleDesk.over(scene.platform().accounts(), Randomness.seeded(SEED));
        Administration administration = watched.before(Administration.class, desk.administration());
        Sessions sessions = watched.before(Sessions.class, desk.sessions());
        administration.setUp(desk.setUp(), "ada", "Ada Admin", PASSWORD).orElseThrow();
        assertThat(sessions.signIn("ada", "not the password", "walk").isDone()).isFalse();
        Identified ada = signIn(sessions, "ada", PASSWORD);
        InvitationLink second = administration
                .invite(ada, "axel", "Axel Admin", List.of("admin"))
                .orElseThrow();
        administration.accept(second.token(), OTHER).orElseThrow();
        Identified axel = signIn(sessions, "axel", OTHER);

        InvitationLink given = administration
                .invite(ada, "vera", "Vera Viewer", List.of("viewer"))
                .orElseThrow();
        administration.confirmInvitation(axel, given.invitation().id()).orElseThrow();
        administration.accept(given.token(), OTHER).orElseThrow();
        InvitationLink taken = administration
                .invite(ada, "vito", "Vito Viewer", List.of("viewer"))
                .orElseThrow();
        administration.withdrawInvitation(ada, taken.invitation().id()).orElseThrow();
        administration.inviteToNewPassword(ada, "vera").orElseThrow();
        administration
                .confirmRoles(
                        axel,
                        administration
                                .changeRoles(ada, "vera", List.of("technician"))
                                .orElseThrow()
                                .id())
                .orElseThrow();
        administration
                .rejectRoles(
                        axel,
                        administration
                                .changeRoles(ada, "vera", List.of("auditor"))
                                .orElseThrow()
                                .id())
                .orElseThrow();

        String secret = sessions.signIn("axel", OTHER, "walk").orElseThrow().secret();
        sessions.lock(secret);
        String unlocked = sessions.unlock(secret, OTHER).orElseThrow().secret();
        sessions.signOut(unlocked);
        String open =
                sessions.signIn("axel", OTHER, "walk").orElseThrow().session().id();
        sessions.revoke(open, ada).orElseThrow();
        administration.changePassword(axel, OTHER, PASSWORD + " again").orElseThrow();
        Identified again = signIn(sessions, "axel", PASSWORD + " again");
        String token = administration
                .createToken(
                        again,
                        "a script",
                        List.of("admin-people"),
                        scene.time().house().now().plus(Duration.ofDays(3)))
                .orElseThrow()
                .token()
                .id();
        administration.revokeToken(again, token).orElseThrow();
        administration.revoke(ada, "vera").orElseThrow();
    }

    private static Identified signIn(Sessions sessions, String account, String password) {
        return sessions.signIn(account, password, "walk")
                .orElseThrow()
                .session()
                .identified();
    }
}
