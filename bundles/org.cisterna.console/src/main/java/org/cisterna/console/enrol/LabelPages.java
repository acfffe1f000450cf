// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.enrol;

import static org.cisterna.console.frame.Texts.text;

import gg.jte.generated.precompiled.enrol.JtelabelGenerated;
import gg.jte.generated.precompiled.enrol.JtelabelReviewGenerated;
import java.util.List;
import java.util.Map;
import org.cisterna.console.enrol.EnrolPages.Choice;
import org.cisterna.console.frame.Asked;
import org.cisterna.console.frame.Form;
import org.cisterna.console.frame.Missing;
import org.cisterna.console.frame.Reply;
import org.cisterna.console.frame.Route;
import org.cisterna.console.frame.Services;
import org.cisterna.console.show.Links;
import org.cisterna.console.show.Show;
import org.cisterna.dosing.Drug;
import org.cisterna.pump.Answer;
import org.cisterna.pump.DriverClass;
import org.cisterna.pump.DriverStatus;
import org.cisterna.pump.Violation;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.Implant;

/**
 * {@code /enrol/by-label}: a pump without telemetry, which nobody finds. Somebody types what its label and the patient's papers say, looks at all of it once more, and
 * enters it.
 */
public final class LabelPages implements Route.Topic {

    private static final String HERE = "/enrol/by-label";
    private static final String REVIEW = HERE + "/review";

    private final Services services;
    private final RecordWords words;

    /** With what it asks. */
    public LabelPages(Services services) {
        this.services = services;
        this.words = new RecordWords(services);
    }

    /**
     * The form.
     *
     * @param form its form
     * @param reservoirs how many drugs the reservoir has fields for
     * @param segments how many pieces of catheter there are fields for
     * @param families of pumps without telemetry
     * @param drugs of the library
     * @param indications of the library
     * @param missing what cannot be chosen now, in words; empty when nothing is missing
     */
    public record LabelView(
            Form form,
            int reservoirs,
            int segments,
            List<Choice> families,
            List<Choice> drugs,
            List<Choice> indications,
            String missing) {}

    /**
     * The review.
     *
     * @param form its form
     * @param lines everything typed, as it was read
     * @param carried what goes along unseen
     */
    public record ReviewView(Form form, List<RecordWords.Line> lines, Map<String, String> carried) {}

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(HERE, Act.ENROL, this::empty),
                Route.post(HERE, Act.ENROL, this::typed),
                Route.post(REVIEW, Act.ENROL, this::register));
    }

    private Reply empty(Asked asked) throws Missing {
        List<Choice> families = families();
        return Reply.show(formPage(
                asked.form(),
                TypedLabel.empty(families.size() == 1 ? families.get(0).value() : "")));
    }

    /** The families whose pumps nobody finds. */
    private List<Choice> families() throws Missing {
        return services.host().drivers().stream()
                .filter(each -> each.descriptor()
                        .filter(known -> known.conduct().driverClass() == DriverClass.MANUAL)
                        .isPresent())
                .map(DriverStatus::family)
                .distinct()
                .map(each -> new Choice(each, each, ""))
                .toList();
    }

    private Reply.PageView formPage(Form form, TypedLabel typed) throws Missing {
        List<Drug> drugs = services.library().map(each -> each.drugs()).orElse(List.of());
        List<Choice> families = families();
        LabelView view = new LabelView(
                typed.in(form),
                typed.record().reservoir(),
                typed.record().segments(),
                families,
                drugs.stream()
                        .map(each -> new Choice(each.id(), each.displayName(), ""))
                        .toList(),
                drugs.stream()
                        .flatMap(drug -> drug.indications().stream()
                                .map(each -> new Choice(each.id(), Show.sentence(each.name()), drug.displayName())))
                        .toList(),
                drugs.isEmpty() ? text("enrol.noLibrary") : families.isEmpty() ? text("label.noFamily") : "");
        return Reply.page(text("label.title"), "/enrol", out -> JtelabelGenerated.render(out, null, view))
                .narrow();
    }

    /** A button of the form: more or fewer fields, or on to the review. */
    private Reply typed(Asked asked) throws Missing {
        TypedLabel typed = TypedLabel.of(asked);
        TypedEnrolment record = typed.record();
        Form form = asked.form();
        String what = asked.field("do");
        if (what.matches("segment-remove-[0-9]{1,2}")) {
            int index = Integer.parseInt(what.substring("segment-remove-".length()), 10);
            return Reply.show(formPage(form, typed.with(record.without(index))));
        }
        return switch (what) {
            case "segment-add" -> Reply.show(formPage(form, typed.with(record.longer())));
            case "drug-add" -> Reply.show(formPage(form, typed.with(record.drugs(record.reservoir() + 1))));
            case "drug-remove" -> Reply.show(formPage(form, typed.with(record.drugs(record.reservoir() - 1))));
            case "edit" -> Reply.show(formPage(form, typed));
            default -> {
                List<Form.Fault> faults = typed.faults();
                yield faults.isEmpty()
                        ? Reply.show(reviewPage(form, typed))
                        : Reply.refused(formPage(form.with(faults), typed));
            }
        };
    }

    private Reply.PageView reviewPage(Form form, TypedLabel typed) {
        ReviewView view = new ReviewView(typed.in(form), typed.lines(words), typed.carried());
        return Reply.page(text("label.review.title"), "/enrol", out -> JtelabelReviewGenerated.render(out, null, view))
                .narrow();
    }

    private Reply register(Asked asked) throws Missing {
        TypedLabel typed = TypedLabel.of(asked);
        List<Form.Fault> faults = typed.faults();
        if (!faults.isEmpty()) {
            return Reply.refused(formPage(asked.form().with(faults), typed));
        }
        Answer<Implant> answer = services.manual().register(typed.request(), asked.who());
        if (answer instanceof Answer.Done<Implant> done) {
            return Reply.moved(Links.pump(done.value().pump()) + "/by-hand");
        }
        List<Form.Fault> refused =
                answer.violations().stream().map(LabelPages::fault).toList();
        return Reply.refused(formPage(asked.form().with(refused), typed));
    }

    /** With the value that was refused, and what to do about it. */
    private static Form.Fault fault(Violation violation) {
        String words = violation
                .value()
                .map(value -> text("label.refused", value, Form.sentence(violation)))
                .orElseGet(() -> Form.sentence(violation));
        return new Form.Fault(TypedLabel.field(violation.field().orElse("")), words);
    }
}
