// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.enrol;

import static org.cisterna.console.frame.Texts.text;

import gg.jte.generated.precompiled.enrol.JteenrolGenerated;
import gg.jte.generated.precompiled.enrol.JteenrolledGenerated;
import gg.jte.generated.precompiled.enrol.JtefoundGenerated;
import gg.jte.generated.precompiled.enrol.JtereviewGenerated;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cisterna.console.frame.Asked;
import org.cisterna.console.frame.Form;
import org.cisterna.console.frame.Missing;
import org.cisterna.console.frame.Reply;
import org.cisterna.console.frame.Route;
import org.cisterna.console.frame.Services;
import org.cisterna.console.frame.Trouble;
import org.cisterna.console.show.Links;
import org.cisterna.console.show.Show;
import org.cisterna.console.show.Strip;
import org.cisterna.dosing.Drug;
import org.cisterna.pump.Answer;
import org.cisterna.pump.DriverClass;
import org.cisterna.pump.DriverStatus;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.PumpStatus;
import org.cisterna.pump.Violation;
import org.cisterna.pump.wire.FoundPump;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.Implant;

/** {@code /enrol}: found pumps; what is typed about one; the review, with the pairing code; the record. */
public final class EnrolPages implements Route.Topic {

    private static final String HERE = "/enrol";
    private static final String PUMP = HERE + "/pump";
    private static final String REVIEW = HERE + "/review";

    private final Services services;
    private final RecordWords words;

    /** With what it asks. */
    public EnrolPages(Services services) {
        this.services = services;
        this.words = new RecordWords(services);
    }

    /**
     * A pump that can be enrolled.
     *
     * @param manufacturer as it was heard
     * @param serial as it was heard
     * @param address where it is reached
     * @param simulated whether it is a simulated device
     * @param paired whether it is paired, and only its record is missing
     * @param link of its form
     */
    public record Seen(
            String manufacturer, String serial, String address, boolean simulated, boolean paired, String link) {}

    /**
     * The list of found pumps.
     *
     * @param pumps that can be enrolled
     */
    public record FoundView(List<Seen> pumps) {
        /** Copies the list. */
        public FoundView {
            pumps = List.copyOf(pumps);
        }
    }

    /**
     * Something to choose.
     *
     * @param value of it
     * @param label of it
     * @param group under which it stands; empty for none
     */
    public record Choice(String value, String label, String group) {}

    /**
     * The form.
     *
     * @param form its form
     * @param pump which was found, in words
     * @param reservoirs how many drugs the reservoir has fields for
     * @param paths the same for tubing and catheter; 0 when they hold the same
     * @param segments how many pieces of catheter there are fields for
     * @param families of drivers
     * @param drugs of the library
     * @param indications of the library
     * @param missing what cannot be chosen now, in words; empty when nothing is missing
     */
    public record EnrolView(
            Form form,
            String pump,
            int reservoirs,
            int paths,
            int segments,
            List<Choice> families,
            List<Choice> drugs,
            List<Choice> indications,
            String missing) {}

    /**
     * The review.
     *
     * @param form its form
     * @param pump which
     * @param lines everything typed, as it was read
     * @param carried what goes along unseen
     */
    public record ReviewView(Form form, String pump, List<RecordWords.Line> lines, Map<String, String> carried) {}

    /**
     * The record.
     *
     * @param lines of it
     * @param pump address of the pump's page
     */
    public record EnrolledView(List<RecordWords.Line> lines, String pump) {}

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(HERE, Act.ENROL, this::found),
                Route.get(PUMP, Act.ENROL, this::empty),
                Route.post(PUMP, Act.ENROL, this::typed),
                Route.post(REVIEW, Act.ENROL, this::enrol),
                Route.get(HERE + "/done/{manufacturer}/{serial}", Act.ENROL, this::done));
    }

    private Reply found(Asked asked) throws Missing {
        FoundView view = new FoundView(seen(asked));
        return Reply.show(Reply.page(text("enrol.title"), HERE, out -> JtefoundGenerated.render(out, null, view)));
    }

    private List<Seen> seen(Asked asked) throws Missing {
        List<Seen> seen = new ArrayList<>();
        for (FoundPump each : services.host().found()) {
            seen.add(new Seen(
                    each.manufacturer(), each.serial(), each.address(), each.simulated(), false, link(each.address())));
        }
        for (PumpStatus each : services.host().pumps()) {
            boolean bare = services.therapy().implant(each.pump(), asked.who()).violations().stream()
                    .anyMatch(why -> why.code().equals("NOT_ENROLLED"));
            if (bare) {
                seen.add(new Seen(
                        each.pump().manufacturer(),
                        each.pump().serial(),
                        each.address(),
                        each.simulated(),
                        true,
                        link(each.address())));
            }
        }
        return seen;
    }

    private static String link(String address) {
        return PUMP + "?address=" + Links.segment(address);
    }

    private Reply empty(Asked asked) throws Missing {
        Optional<Seen> pump = at(asked, asked.queried("address"));
        if (pump.isEmpty()) {
            return notFound();
        }
        List<Choice> families = families();
        String family = families.size() == 1 ? families.get(0).value() : "";
        return Reply.show(formPage(
                asked.form(), pump.get(), TypedEnrolment.empty(pump.get().address(), family)));
    }

    private Optional<Seen> at(Asked asked, String address) throws Missing {
        return seen(asked).stream()
                .filter(each -> each.address().equals(address))
                .findFirst();
    }

    private static Reply notFound() {
        return Trouble.of(404, text("enrol.gone.title"), text("enrol.gone.words"))
                .leadingTo(HERE, text("enrol.back"))
                .reply();
    }

    /** The families that a pump in reach can be of: one without telemetry is never found by a link. */
    private List<Choice> families() throws Missing {
        return services.host().drivers().stream()
                .filter(each -> each.descriptor()
                        .filter(known -> known.conduct().driverClass() == DriverClass.MANUAL)
                        .isEmpty())
                .map(DriverStatus::family)
                .distinct()
                .map(each -> new Choice(each, each, ""))
                .toList();
    }

    private Reply.PageView formPage(Form form, Seen pump, TypedEnrolment typed) throws Missing {
        List<Drug> drugs = services.library().map(each -> each.drugs()).orElse(List.of());
        EnrolView view = new EnrolView(
                typed.in(form),
                pump.manufacturer() + " " + pump.serial(),
                typed.reservoir(),
                typed.path(),
                typed.segments(),
                families(),
                drugs.stream()
                        .map(each -> new Choice(each.id(), each.displayName(), ""))
                        .toList(),
                drugs.stream()
                        .flatMap(drug -> drug.indications().stream()
                                .map(each -> new Choice(each.id(), Show.sentence(each.name()), drug.displayName())))
                        .toList(),
                drugs.isEmpty() ? text("enrol.noLibrary") : "");
        return Reply.page(text("enrol.form.title"), HERE, out -> JteenrolGenerated.render(out, null, view))
                .narrow();
    }

    /** A button of the form: more or fewer fields, or on to the review. */
    private Reply typed(Asked asked) throws Missing {
        TypedEnrolment typed = TypedEnrolment.of(asked);
        Optional<Seen> pump = at(asked, typed.value("address"));
        if (pump.isEmpty()) {
            return notFound();
        }
        Form form = asked.form();
        String what = asked.field("do");
        if (what.matches("segment-remove-[0-9]{1,2}")) {
            int index = Integer.parseInt(what.substring("segment-remove-".length()), 10);
            return Reply.show(formPage(form, pump.get(), typed.without(index)));
        }
        return switch (what) {
            case "segment-add" -> Reply.show(formPage(form, pump.get(), typed.longer()));
            case "drug-add" -> Reply.show(formPage(form, pump.get(), typed.drugs(typed.reservoir() + 1)));
            case "drug-remove" -> Reply.show(formPage(form, pump.get(), typed.drugs(typed.reservoir() - 1)));
            case "path-add" -> Reply.show(formPage(form, pump.get(), typed.paths(typed.path() + 1)));
            case "path-remove" -> Reply.show(formPage(form, pump.get(), typed.paths(typed.path() - 1)));
            case "edit" -> Reply.show(formPage(form, pump.get(), typed));
            default -> {
                List<Form.Fault> faults = typed.faults();
                yield faults.isEmpty()
                        ? Reply.show(reviewPage(form, pump.get(), typed))
                        : Reply.refused(formPage(form.with(faults), pump.get(), typed));
            }
        };
    }

    private Reply.PageView reviewPage(Form form, Seen pump, TypedEnrolment typed) {
        ReviewView view = new ReviewView(
                typed.in(form), pump.manufacturer() + " " + pump.serial(), words.of(typed), typed.carried());
        return Reply.page(text("enrol.review.title"), HERE, out -> JtereviewGenerated.render(out, null, view))
                .narrow();
    }

    private Reply enrol(Asked asked) throws Missing {
        TypedEnrolment typed = TypedEnrolment.of(asked);
        Optional<Seen> pump = at(asked, typed.value("address"));
        if (pump.isEmpty()) {
            return notFound();
        }
        List<Form.Fault> faults = typed.faults();
        if (!faults.isEmpty()) {
            return Reply.refused(formPage(asked.form().with(faults), pump.get(), typed));
        }
        Answer<Implant> answer = services.therapy().enrol(typed.request(asked.field("code")), asked.who());
        if (answer instanceof Answer.Done<Implant> done) {
            PumpId id = done.value().pump();
            return Reply.moved(HERE + "/done/" + Links.segment(id.manufacturer()) + "/" + Links.segment(id.serial()));
        }
        return refused(asked, answer.violations(), pump.get(), typed);
    }

    private Reply refused(Asked asked, List<Violation> violations, Seen pump, TypedEnrolment typed) throws Missing {
        List<Form.Fault> at = violations.stream().map(EnrolPages::fault).toList();
        boolean typing = at.stream()
                .anyMatch(each -> !each.field().isEmpty() && !each.field().equals("code"));
        Form form = asked.form().with(at);
        return Reply.refused(typing ? formPage(form, pump, typed) : reviewPage(form, pump, typed));
    }

    private static Form.Fault fault(Violation violation) {
        boolean code = violation.field().filter("pairingCode"::equals).isPresent()
                || violation.code().equals("CODE_INVALID")
                || violation.code().equals("PAIRING_REFUSED");
        return new Form.Fault(
                code ? "code" : TypedEnrolment.field(violation.field().orElse("")), Form.sentence(violation));
    }

    private Reply done(Asked asked) throws Missing {
        Optional<PumpId> pump = asked.pump();
        Answer<Implant> implant = pump.isEmpty()
                ? Answer.refused(Violation.of("UNKNOWN_PUMP", "No such pump."))
                : services.therapy().implant(pump.get(), asked.who());
        if (!implant.isDone()) {
            return Trouble.nothingHere().reply();
        }
        Implant record = implant.orElseThrow();
        EnrolledView view = new EnrolledView(words.of(record), Links.pump(record.pump()));
        Strip strip = new Strip(
                record.pump(),
                Show.parts(record.patient().text()),
                words.solution(record.reservoir()),
                text("enrol.done.strip", Show.minute(record.enrolled())));
        return Reply.show(
                Reply.page(text("enrol.done.title"), HERE, out -> JteenrolledGenerated.render(out, null, view))
                        .about(strip)
                        .narrow());
    }
}
