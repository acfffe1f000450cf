// SPDX-License-Identifier: Apache-2.0
package org.cisterna.bench.engine;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.dosing.DosingRequest;
import org.cisterna.dosing.Proposal;
import org.cisterna.dosing.calculation.Completion;
import org.cisterna.dosing.engine.RuleEngine;
import org.cisterna.dosing.library.InstitutionFile;
import org.cisterna.dosing.library.ShippedLibrary;

/** What both sides work on: a day of thirteen steps, three drugs and a bolus that the patient asks for, with the whole library's limits. */
final class Subject {

    private Subject() {}

    /** The request, as the house would complete it. */
    static DosingRequest request() {
        ShippedLibrary library = new ShippedLibrary();
        Completion whole = Completion.of(
                (JsonObject) Json.parse(resource("request.json")),
                library,
                List.of(library, InstitutionFile.read(resource("institution.json"))));
        return DosingRequest.fromJson(whole.request());
    }

    /** Its proposal; refused when it is not what the benchmark says that it is. */
    static Proposal proposal() {
        Proposal proposal = new RuleEngine().propose(request());
        boolean failed =
                proposal.findings().stream().anyMatch(each -> each.code().equals("CHECK_FAILED"));
        if (failed || proposal.programme().isEmpty() || proposal.totals().size() != 3) {
            throw new IllegalStateException("no full proposal: " + proposal.toJson());
        }
        return proposal;
    }

    private static byte[] resource(String name) {
        try (InputStream stream = Subject.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException(name + " is not in the benchmark");
            }
            return stream.readAllBytes();
        } catch (IOException broken) {
            throw new IllegalStateException(name + " cannot be read", broken);
        }
    }
}
