// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.cisterna.audit.Ledger;
import org.cisterna.dosing.DosingEngine;
import org.cisterna.dosing.DrugLibrary;
import org.cisterna.dosing.LimitProvider;
import org.cisterna.pump.Answer;
import org.cisterna.pump.PumpHost;
import org.cisterna.testkit.MemoryLedger;
import org.cisterna.therapy.CloseRequest;
import org.cisterna.therapy.DoseChange;
import org.cisterna.therapy.People;
import org.cisterna.therapy.SignRequest;
import org.cisterna.therapy.StopRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every service is away once, under every call: a refusal in words or an answer, never an exception; and it goes on when it is back. */
class MissingServicesTest {

    private final Clinic clinic = new Clinic();

    static List<Class<?>> services() {
        return List.of(Ledger.class, PumpHost.class, DosingEngine.class, DrugLibrary.class, People.class);
    }

    private Map<Class<?>, Object> objects() {
        return Map.of(
                Ledger.class, clinic.ledger,
                PumpHost.class, clinic.host,
                DosingEngine.class, clinic.engine,
                DrugLibrary.class, clinic.library,
                People.class, clinic.people);
    }

    private <T> void away(Class<T> type) {
        clinic.therapy.unbind(type, Objects.requireNonNull(type.cast(objects().get(type))));
    }

    private <T> void back(Class<T> type) {
        clinic.therapy.bind(type, Objects.requireNonNull(type.cast(objects().get(type))));
    }

    @ParameterizedTest
    @MethodSource("services")
    void isSaidInWordsAndMendsItself(Class<?> type) {
        DoseChange change = clinic.drafted();
        SignRequest sign = clinic.sign(change.id(), clinic.paula);
        away(type);
        assertThat(clinic.therapy.missing()).singleElement().asString().contains("is not there now");
        List<Answer<?>> answers = List.of(
                clinic.therapy.enrol(Clinic.enrolment(), clinic.theo),
                clinic.therapy.implants(clinic.theo),
                clinic.therapy.implant(Clinic.PUMP, clinic.theo),
                clinic.therapy.openVisit(Clinic.PUMP, clinic.theo),
                clinic.therapy.visits(Clinic.PUMP, clinic.theo),
                clinic.therapy.visit(change.visit(), clinic.theo),
                clinic.therapy.read(change.visit(), clinic.theo),
                clinic.therapy.draft(change.visit(), Clinic.W9, clinic.clara),
                clinic.therapy.edit(change.id(), Clinic.W9, clinic.paula),
                clinic.therapy.change(change.id(), clinic.paula),
                clinic.therapy.nonce(change.id(), clinic.paula),
                clinic.therapy.author(change.id(), Clinic.none(), sign, clinic.paula),
                clinic.therapy.verify(change.id(), Clinic.RIGHT, sign, clinic.clara),
                clinic.therapy.reject(change.id(), "not the order", clinic.clara),
                clinic.therapy.release(change.id(), clinic.paula),
                clinic.therapy.send(change.id(), clinic.paula),
                clinic.therapy.events(Clinic.PUMP, 0, 10, clinic.theo),
                clinic.therapy.close(change.visit(), CloseRequest.stoppedByOrder("x", "y"), clinic.theo),
                clinic.therapy.stop(Clinic.PUMP, new StopRequest("to be safe", Optional.of("Dr C")), clinic.theo),
                clinic.therapy.discard(change.id(), clinic.paula));
        assertThat(answers)
                .anySatisfy(answer -> assertThat(Clinic.codes(answer)).contains("SERVICE_MISSING"));
        back(type);
        assertThat(clinic.therapy.missing()).isEmpty();
        clinic.pass(Duration.ofMinutes(20));
        clinic.therapy.read(change.visit(), clinic.theo).orElseThrow();
        DoseChange again =
                clinic.therapy.draft(change.visit(), Clinic.W9, clinic.paula).orElseThrow();
        clinic.author(again.id());
        clinic.verify(again.id());
        clinic.therapy.release(again.id(), clinic.paula).orElseThrow();
        assertThat(clinic.therapy.send(again.id(), clinic.paula).orElseThrow().state())
                .isEqualTo(DoseChange.State.APPLIED);
    }

    @Test
    void whatKeepsADoseFromBeingChangedIsSaidThoughEveryServiceIsThere() {
        assertThat(clinic.therapy.obstacles()).isEmpty();
        TherapyWorkflow misspelt = clinic.startWithoutLimiters();
        misspelt.bind(LimitProvider.class, Clinic.limiter("library"));
        misspelt.bind(LimitProvider.class, Clinic.limiter("institute"));
        assertThat(misspelt.missing()).isEmpty();
        assertThat(misspelt.obstacles())
                .singleElement()
                .asString()
                .contains("'institution'", "every draft is blocked", "DIR/config");

        clinic.host.obstacles = List.of("no pump can be reached: the carrier is unplugged");
        assertThat(clinic.therapy.obstacles()).containsExactly("no pump can be reached: the carrier is unplugged");
        clinic.host.behind = Optional.of("the ledger is still being read: 7 of 9 entries");
        assertThat(clinic.therapy.obstacles())
                .containsExactly(
                        "the ledger is still being read: 7 of 9 entries",
                        "no pump can be reached: the carrier is unplugged");
        clinic.host.behind = Optional.empty();
        clinic.people.people().forEach(each -> clinic.people.revoke(each.id()));
        assertThat(clinic.therapy.obstacles())
                .hasSize(2)
                .first()
                .asString()
                .contains("no account is valid", "set-up link");
        away(People.class);
        assertThat(clinic.therapy.obstacles()).as("said as missing").hasSize(1);
    }

    @Test
    void withoutPeopleNobodySignsAndNothingIsReleased() {
        String id = clinic.verified().id();
        away(People.class);
        clinic.refuses(clinic.therapy.release(id, clinic.paula), clinic.ledger.size(), "SERVICE_MISSING");
        back(People.class);
        assertThat(clinic.therapy.release(id, clinic.paula).isDone()).isTrue();
    }

    @Test
    void anotherLedgerIsFoldedFromItsBeginning() {
        clinic.visitRead();
        Ledger other = MemoryLedger.in(clinic.time);
        away(Ledger.class);
        clinic.therapy.bind(Ledger.class, other);
        assertThat(clinic.therapy.implants(clinic.theo).orElseThrow()).isEmpty();
        clinic.therapy.unbind(Ledger.class, other);
        back(Ledger.class);
        assertThat(clinic.therapy.implants(clinic.theo).orElseThrow()).hasSize(1);
    }

    @Test
    void oneObjectThatGivesTwoServicesCountsAsEach() {
        Surroundings surroundings = new Surroundings();
        surroundings.bind(People.class, clinic.people);
        surroundings.bind(DosingEngine.class, clinic.engine);
        surroundings.unbind(DosingEngine.class, clinic.engine);
        assertThat(surroundings.find(People.class)).isPresent();
        assertThat(surroundings.find(DosingEngine.class)).isEmpty();
    }

    @Test
    void aWrongConfigurationNamesEverythingThatIsWrong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of(List.of(), 0, 121, 5))
                .withMessageContaining("requiredLimiters is []")
                .withMessageContaining("signatureMinutes is 0")
                .withMessageContaining("readingMinutes is 121");
        assertThatIllegalArgumentException().isThrownBy(() -> Settings.of(List.of("library", " "), 15, 5, 5));
        assertThat(Settings.of(List.of("library"), 15, 5, 5).signature()).isEqualTo(Duration.ofMinutes(15));
    }
}
