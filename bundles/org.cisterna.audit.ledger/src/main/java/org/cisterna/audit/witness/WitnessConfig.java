// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.witness;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of the witness, PID {@code org.cisterna.audit.witness}. Without it the node is none. */
@ObjectClassDefinition(name = "Cisterna witness", description = "Cosigns the checkpoints of other nodes' logs")
@interface WitnessConfig {

    /** The name of the witness. */
    @AttributeDefinition(
            name = "Name",
            description =
                    "Stands in its key and its cosignatures, for example hospital.example/witness: a URL without scheme that"
                            + " nobody else uses, without space and plus. It cannot be changed once there is a key")
    String name() default "";

    /** The logs. */
    @AttributeDefinition(
            name = "Logs",
            description =
                    "The verifier keys of the logs that it cosigns, each the line in the other node's DIR/ledger.vkey; after"
                            + " a key was replaced the old one and the new one")
    String[] logs() default {};
}
