// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

import org.cisterna.quantity.FlowRate;

/**
 * The label and the papers of a pump without telemetry, as somebody read them. Nothing proves them but that person's word.
 *
 * @param family which family describes it
 * @param pump manufacturer and serial
 * @param model one of the family's
 * @param flow as the factory measured it
 */
public record ManualLabel(String family, PumpId pump, String model, FlowRate flow) {}
