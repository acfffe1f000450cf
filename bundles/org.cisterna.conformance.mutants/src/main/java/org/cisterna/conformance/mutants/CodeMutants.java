// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.mutants;

import java.util.List;
import org.cisterna.conformance.mutants.code.DebugPort;
import org.cisterna.conformance.mutants.code.Floating;
import org.cisterna.conformance.mutants.code.KnowsTests;
import org.cisterna.conformance.mutants.code.LocalTime;
import org.cisterna.conformance.mutants.code.SideDoor;

/** Drivers whose fault is in what their classes offer, name or hold. */
final class CodeMutants {

    private CodeMutants() {}

    static List<Mutant> all() {
        return List.of(
                Mutant.ofDriver("4.01", "a public method sets a rate", SideDoor::new),
                Mutant.ofDriver("5.01", "a rate is a floating-point number", Floating::new),
                Mutant.ofDriver("11.01", "a time has no place", LocalTime::new),
                Mutant.ofDriver("18.07", "a port for debugging", DebugPort::new),
                Mutant.ofDriver("18.10", "it looks who calls, and behaves when it is tested", KnowsTests::new));
    }
}
