// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.calculation;

import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.dosing.fields.AboveZero;
import org.cisterna.dosing.fields.FieldReader;
import org.cisterna.quantity.Volume;

/**
 * What was withdrawn at a refill, against what was expected.
 *
 * @param filled what was filled last time
 * @param expected what should be left
 * @param withdrawn what was withdrawn
 * @param withdrawnAgain whether it was tried a second time, and the volume is of both together
 * @param readingTolerance how exactly the syringe is read
 * @param accuracyPerMille declared accuracy of the pump, plus or minus, in thousandths
 * @param absoluteLimit the institution's own limit; the published one when it is left out
 */
public record RefillCheckRequest(
        Volume filled,
        Volume expected,
        Volume withdrawn,
        boolean withdrawnAgain,
        Volume readingTolerance,
        int accuracyPerMille,
        Optional<Volume> absoluteLimit)
        implements CalculationRequest {

    static Optional<RefillCheckRequest> read(FieldReader fields) {
        fields.only(
                FUNCTION,
                "filled",
                "expected",
                "withdrawn",
                "withdrawnAgain",
                "readingTolerance",
                "accuracyPerMille",
                "absoluteLimit");
        Optional<Volume> filled = fields.parsed("filled", AboveZero::volume);
        Optional<Volume> expected = fields.parsed("expected", Volume::parse);
        Optional<Volume> withdrawn = fields.parsed("withdrawn", Volume::parse);
        Optional<Boolean> withdrawnAgain = fields.flag("withdrawnAgain");
        Optional<Volume> readingTolerance = fields.parsed("readingTolerance", Volume::parse);
        Optional<Integer> accuracyPerMille = fields.count("accuracyPerMille", 1, 1000);
        Optional<Volume> absoluteLimit = fields.optionalParsed("absoluteLimit", AboveZero::volume);
        return fields.isGood()
                ? Optional.of(new RefillCheckRequest(
                        filled.orElseThrow(),
                        expected.orElseThrow(),
                        withdrawn.orElseThrow(),
                        withdrawnAgain.orElseThrow(),
                        readingTolerance.orElseThrow(),
                        accuracyPerMille.orElseThrow(),
                        absoluteLimit))
                : Optional.empty();
    }

    @Override
    public CalculationFunction function() {
        return CalculationFunction.REFILL_CHECK;
    }

    @Override
    public JsonObject toJson() {
        return Json.object()
                .put(FUNCTION, function().id())
                .put("filled", filled.text())
                .put("expected", expected.text())
                .put("withdrawn", withdrawn.text())
                .put("withdrawnAgain", withdrawnAgain)
                .put("readingTolerance", readingTolerance.text())
                .put("accuracyPerMille", accuracyPerMille)
                .putOptional("absoluteLimit", absoluteLimit.map(Volume::text))
                .build();
    }
}
