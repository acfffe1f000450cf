// SPDX-License-Identifier: Apache-2.0
/**
 * Implant, visit and its acts, people, roles and signatures.
 *
 * <p>Services. {@link org.cisterna.therapy.People} says who is who and checks secrets, {@link org.cisterna.therapy.Sessions} keeps people signed in
 * in a browser, {@link org.cisterna.therapy.Administration} makes and changes accounts. {@link org.cisterna.therapy.Therapy} is everything
 * that people do to a pump: enrol it, open a visit, read, draft a change of dose, sign as author, verify blind as another person, release,
 * send, stop, close the visit; in an emergency, sign alone, and review what another signed alone. Whoever offers these acts (a REST interface, a console) recognises a person by {@code People}, makes an
 * {@link org.cisterna.therapy.Identified}, and calls {@code Therapy}; it decides nothing itself. Who may do what is one table, {@link
 * org.cisterna.therapy.Act}.
 *
 * <h2>A change of dose</h2>
 *
 * <p>{@code DRAFT} → {@code AUTHORED} → {@code VERIFIED} → {@code RELEASED} → {@code SENDING} → {@code APPLIED}, {@code NOT_APPLIED} or {@code
 * UNKNOWN}; a blind entry that differs leads to {@code MISMATCH}, from which the author signs again; a clinician without a second person leads his
 * own draft to {@code SIGNED_ALONE} instead, and on to {@code RELEASED}; everything before {@code SENDING} can
 * become {@code VOID}. {@link org.cisterna.therapy.DoseChange.State#next()} is the table. What a provider of {@code Therapy} keeps:
 *
 * <ol>
 *   <li>A draft is based on a reading that stands in the ledger, was made in the same open visit, and is not too old. Its order goes to the
 *       dosing engine with everything that decides; request and proposal are entered ({@code dosing.proposal}), then the draft ({@code
 *       therapy.draft}). The plan is bound to pump, patient, revision, capabilities, driver and proposal.
 *   <li>A signature needs a nonce that was issued for this person, change, plan and meaning, serves one attempt and expires, and the
 *       person's password again. It is the entry {@code therapy.signature}; it expires.
 *   <li>The author is who drafted. A finding that blocks cannot be authored; each that asks for a reason gets one, covered by the entry
 *       before the signature ({@code therapy.confirmed}).
 *   <li>The second person is another person by account and by printed name, is a clinician, and may not read the ledger. Drug, concentration
 *       and daily total are compared exactly with the order. Until then nobody but the author gets the numbers, in any form. A finding that
 *       asks two persons then gets the second person's own reason as well; that the comparison succeeded is an entry ({@code
 *       therapy.compared}), and so are the reasons, before the signature.
 *   <li>In an emergency a clinician signs a draft of his own alone (break-glass): gives a reason, retypes the daily total of the primary drug,
 *       which is compared by its value, and signs with a meaning of its own, after {@code therapy.break-glass}. From its release on a review by
 *       another clinician is due within {@link org.cisterna.therapy.BreakGlass#TIME}; it is {@code therapy.review} with a signature. A review
 *       that is due or overdue holds up nothing.
 *   <li>The release ({@code pump.release}) names both signatures, or the one. Before release and before sending, everything is looked at again: time,
 *       revision, driver, accounts and roles of the signers.
 *   <li>An edit, a new revision, another driver, a signer who lost the role, a stop, and the end of time make it void. Time needs no entry to
 *       have its effect.
 * </ol>
 *
 * <h2>A pump without telemetry</h2>
 *
 * <p>{@link org.cisterna.therapy.ManualTherapy}: an order, four eyes, a record of what was done by hand, two attestations. Came with version 1.3, beside
 * what is done in an emergency.
 *
 * <p>Instants are house time unless an accessor says pump time. Quantities are types of {@code org.cisterna.quantity}; what a person types is
 * text with a unit ({@code Typed…}, {@code …Request}, {@link org.cisterna.therapy.BlindEntry}) until the provider has read it. Everything here
 * is immutable and may be used from any thread. Expected refusals are values ({@link org.cisterna.pump.Answer}) with codes of {@link
 * org.cisterna.therapy.Refusal}; exceptions mean a bug.
 */
@Export
@Version("1.3.0")
@NullMarked
package org.cisterna.therapy;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
