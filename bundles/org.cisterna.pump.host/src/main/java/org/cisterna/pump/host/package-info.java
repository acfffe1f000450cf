// SPDX-License-Identifier: Apache-2.0
/**
 * The one who speaks to pumps: sessions, one queue a pump, the command life cycle, the last gate, the emergency journal, reconciliation.
 *
 * <p>{@link org.cisterna.pump.host.Host} is plain Java and holds everything together; {@link org.cisterna.pump.host.HostComponent} makes a
 * service of it. Who runs where: a caller waits; the work of one pump is done by one worker of that pump, which never runs foreign code;
 * every call into a driver or a link runs on a {@link org.cisterna.pump.host.Lane} of that driver. So a driver that does not come back
 * costs a lane and nothing else. What may hang and is not a driver (ledger, evidence, journal) is waited for with {@link
 * org.cisterna.pump.host.Patience}. {@code docs/host.md} has the tables.
 */
@NullMarked
package org.cisterna.pump.host;

import org.jspecify.annotations.NullMarked;
