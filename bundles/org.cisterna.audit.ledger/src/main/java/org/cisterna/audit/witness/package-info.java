// SPDX-License-Identifier: Apache-2.0
/**
 * Cosignatures: their form, and the witness that gives them to the checkpoints of other nodes' logs (C2SP tlog-cosignature and tlog-witness). It
 * believes keys and bytes alone, and reads them by itself: it shares no class with the writer of the ledger beside it.
 */
@NullMarked
package org.cisterna.audit.witness;

import org.jspecify.annotations.NullMarked;
