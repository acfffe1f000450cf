// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.codman;

import java.util.List;
import java.util.Optional;
import org.cisterna.pump.Conduct;
import org.cisterna.pump.DriverDescriptor;
import org.cisterna.pump.ManualAct;
import org.cisterna.pump.ManualDescription;
import org.cisterna.pump.ManualGuide;
import org.cisterna.pump.ManualGuide.Kind;
import org.cisterna.pump.ManualGuide.Step;
import org.cisterna.pump.ManualModel;
import org.cisterna.pump.MriConduct;
import org.cisterna.pump.spi.ManualFamily;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Range;
import org.cisterna.quantity.Volume;
import org.osgi.service.component.annotations.Component;

/**
 * Pumps of the Codman 3000 class: bellows, propellant, filter and restrictor, one flow for life. The reservoirs are from memory of the maker's
 * instructions; residual, tubing, flows and the volume from which the flow falls are invented for the class, as docs/simulators.md says.
 */
@Component(service = ManualFamily.class)
public final class CodmanFamily implements ManualFamily {

    static final String FAMILY = "codman";
    static final String MANUFACTURER = "Cisterna Simulations";

    private static final int ACCURACY_PER_MILLE = 150;
    private static final Volume RESIDUAL = new Volume(500_000);
    private static final Volume TUBING = new Volume(50_000);
    private static final Volume FALLS_BELOW = new Volume(2_000_000);
    private static final Range<FlowRate> FLOWS = new Range<>(new FlowRate(250_000), new FlowRate(2_500_000));

    private final ManualDescription description = new ManualDescription(
            new DriverDescriptor(
                    FAMILY,
                    "Codman 3000 class by hand",
                    "0.1.0",
                    MANUFACTURER,
                    "Describes simulated pumps of constant flow without telemetry; not a product of any maker of pumps, and not affiliated"
                            + " with one",
                    true,
                    Optional.empty(),
                    Conduct.byHand("all models of this class", MriConduct.UNKNOWN)),
            List.of(model("C3-16", 16), model("C3-30", 30), model("C3-50", 50)),
            List.of(
                    new ManualGuide(
                            ManualAct.REFILL,
                            List.of(
                                    new Step(
                                            Kind.IDENTIFY,
                                            "Read the serial from the implant card and type it. Feel pump and refill port; if you are not sure of"
                                                    + " the port, do not go on."),
                                    new Step(
                                            Kind.CHECK,
                                            "Lay the filled syringe ready and type what its label says, before anybody punctures. What differs"
                                                    + " from the order is not injected."),
                                    new Step(
                                            Kind.EMPTY,
                                            "Puncture the refill port with the refill needle, not the bolus port. Let the pump empty itself into"
                                                    + " the syringe until nothing more comes, and type the volume."),
                                    new Step(
                                            Kind.FILL,
                                            "Fill through the same needle: inject 5 mL, let part of it come back, then go on. Never more than the"
                                                    + " reservoir takes. Type the volume, and the lot from the syringe in your hand."),
                                    new Step(
                                            Kind.ATTEST,
                                            "Who did it and who saw it compare the record with syringe and label, and sign it, each with their own"
                                                    + " password."))),
                    new ManualGuide(
                            ManualAct.EMPTY,
                            List.of(
                                    new Step(
                                            Kind.IDENTIFY,
                                            "Read the serial from the implant card and type it. Feel pump and refill port."),
                                    new Step(
                                            Kind.EMPTY,
                                            "Puncture the refill port with the refill needle, not the bolus port. Let the pump empty itself until"
                                                    + " nothing more comes, and type the volume. What is in the catheter goes on to the patient by"
                                                    + " nothing but diffusion."),
                                    new Step(
                                            Kind.ATTEST,
                                            "Who did it and who saw it sign the record, each with their own password. The pump gives nothing from"
                                                    + " now on: see to the withdrawal of each drug.")))));

    /** The family; it keeps nothing. */
    public CodmanFamily() {}

    private static ManualModel model(String name, long millilitres) {
        return new ManualModel(
                name,
                new Volume(1_000_000).times(millilitres),
                RESIDUAL,
                TUBING,
                FALLS_BELOW,
                FLOWS,
                ACCURACY_PER_MILLE);
    }

    @Override
    public ManualDescription description() {
        return description;
    }
}
