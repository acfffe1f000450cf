// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.calculation;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.cisterna.dosing.fields.FieldReader;

/** The calculations, each with the name under which a request asks for it. */
// the readers are references to static methods: immutable, which the checker cannot see
@SuppressWarnings("ImmutableEnumChecker")
public enum CalculationFunction {
    /** Stock solutions and diluent for a mixture, its keeping time, its assay. */
    COMPOUNDING(CompoundingRequest::read),
    /** What a fill makes of the residual, and the rate with either concentration. */
    REFILL_PLAN(RefillPlanRequest::read),
    /** What was withdrawn against what was expected. */
    REFILL_CHECK(RefillCheckRequest::read),
    /** What was injected against what the pump measures. */
    POCKET_FILL(PocketFillRequest::read),
    /** Drug and concentration, entered by two persons, against the order. */
    CONTENT_CHECK(ContentCheckRequest::read),
    /** What an injection through the catheter port would push out, and the gap after aspiration. */
    ACCESS_PORT(AccessPortRequest::read),
    /** The concentration that a pump of fixed flow needs. */
    CONSTANT_FLOW(ConstantFlowRequest::read),
    /** Whether a trial met its criterion, and what may come next. */
    TRIAL(TrialRequest::read),
    /** A start dose against what is known of start doses. */
    START_DOSE(StartDoseRequest::read),
    /** The steps of a rise by a named policy. */
    TITRATION(TitrationRequest::read),
    /** The steps of a planned fall, with the withdrawal profile. */
    TAPER(TaperRequest::read),
    /** An estimate from another route; it fills nothing in. */
    CONVERSION(ConversionRequest::read),
    /** What a magnetic resonance scan demands of this class of pump, before and after. */
    MRI_CHECK(MriCheckRequest::read),
    /** The latest date for replacing a pump whose battery ends. */
    REPLACEMENT(ReplacementRequest::read),
    /** How long a volume lasts at a rate, in both spellings of the rate. */
    RUN_TIME(RunTimeRequest::read);

    private final Function<FieldReader, Optional<? extends CalculationRequest>> reader;

    CalculationFunction(Function<FieldReader, Optional<? extends CalculationRequest>> reader) {
        this.reader = reader;
    }

    Optional<? extends CalculationRequest> read(FieldReader fields) {
        return reader.apply(fields);
    }

    /** The name in requests and answers, {@code "refill-check"}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The function of this name.
     *
     * @throws IllegalArgumentException naming all of them
     */
    public static CalculationFunction of(String id) {
        return Arrays.stream(values())
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no function \"" + id + "\"; there are "
                        + Arrays.stream(values()).map(CalculationFunction::id).collect(Collectors.joining(", "))));
    }
}
