// SPDX-License-Identifier: Apache-2.0

// Command export checks a file of ledger entries, or a checkpoint by itself, with nothing of Cisterna: the signature with sumdb/note, the tree with
// sumdb/tlog, both from the Go project's golang.org/x/mod. The file's form is in docs/ledger.md.
//
// With Debian's golang-go and golang-golang-x-mod-dev, and without network:
//
//	GO111MODULE=off GOFLAGS= GOPATH=/usr/share/gocode go run export.go FILE VKEY-FILE
//
// Each byte of an entry, of a checkpoint and of a hash counts; what Go's reader of JSON lets pass in the lines around them does not.
//
// Exit status 0: every entry of the file is the one that was signed; 1: a finding; 2: wrong use.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type span struct{ From, Until int64 }

// part is what the file has of one log: a line with checkpoint and ranges, the entries, a line with hashes.
type part struct {
	Checkpoint string
	Entries    int
	Ranges     []span
	records    [][]byte
	proof      []byte
}

// parts cuts the file where each part says that it ends.
func parts(file []byte) (all []part, err error) {
	lines := bytes.Split(file, []byte("\n"))
	if len(lines) < 4 || len(lines[len(lines)-1]) != 0 {
		return nil, fmt.Errorf("it was cut off")
	}
	for lines = lines[:len(lines)-1]; len(lines) > 0; {
		var next part
		if err := json.Unmarshal(lines[0], &next); err != nil {
			return nil, fmt.Errorf("the first line of a part: %v", err)
		}
		if next.Entries < 1 || len(lines) < next.Entries+2 {
			return nil, fmt.Errorf("it was cut off")
		}
		next.records, next.proof = lines[1:next.Entries+1], lines[next.Entries+1]
		all, lines = append(all, next), lines[next.Entries+2:]
	}
	return all, nil
}

// older opens what the first entry of a log says of the log before it: its last checkpoint, and the key that has signed that.
func older(p part) (text, key string, err error) {
	var first struct {
		Entry struct {
			Type string
			Body struct{ OldCheckpoint, OldKey string }
		}
	}
	if p.Ranges[0].From != 0 || json.Unmarshal(p.records[0], &first) != nil || first.Entry.Type != "ledger.created" {
		return "", "", fmt.Errorf("a part does not begin with the creation of its log, which would prove the part before it")
	}
	old := first.Entry.Body
	text, err = opened(old.OldCheckpoint, old.OldKey)
	return text, old.OldKey, err
}

// opened reads a signed checkpoint. Cosignatures of witnesses may stand below it; those of keys that are not asked for are passed over.
func opened(checkpoint, vkey string) (string, error) {
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		return "", fmt.Errorf("the key: %v", err)
	}
	signed, err := note.Open([]byte(checkpoint), note.VerifierList(verifier))
	if err != nil {
		return "", fmt.Errorf("the checkpoint: %v", err)
	}
	return signed.Text, nil
}

// check proves the last part with the key, and each part before it with what the first entry behind it says.
func check(file []byte, vkey string) (entries int, logs int, err error) {
	all, err := parts(file)
	if err != nil {
		return 0, 0, err
	}
	wanted := ""
	for i := len(all) - 1; i >= 0; i-- {
		text, err := checkPart(all[i], vkey)
		if err == nil && wanted != "" && wanted != text {
			err = fmt.Errorf("a log goes on from a checkpoint that is not the one of the log before it")
		}
		if err == nil && i > 0 {
			wanted, vkey, err = older(all[i])
		}
		if err != nil {
			return 0, 0, err
		}
		entries += len(all[i].records)
	}
	return entries, len(all), nil
}

// checkPart proves one part, and returns the text of its checkpoint.
func checkPart(p part, vkey string) (text string, err error) {
	var proof struct{ Hashes, Leaves []string }
	if err := json.Unmarshal(p.proof, &proof); err != nil || len(p.Ranges) == 0 {
		return "", fmt.Errorf("a part has no ranges, or a last line that cannot be read: %v", err)
	}
	if text, err = opened(p.Checkpoint, vkey); err != nil {
		return "", err
	}
	tree := strings.Split(text, "\n") // origin, size, root
	if len(tree) < 4 {
		return "", fmt.Errorf("the checkpoint has no size and root")
	}
	size, err := strconv.ParseInt(tree[1], 10, 64)
	if err != nil {
		return "", err
	}
	want, err := tlog.ParseHash(tree[2])
	if err != nil {
		return "", err
	}

	entries := 0
	var hash func(start, end int64) tlog.Hash
	hash = func(start, end int64) tlog.Hash {
		without := true
		for _, s := range p.Ranges {
			without = without && (s.From >= end || start >= s.Until)
		}
		switch {
		case without && len(proof.Hashes) > 0:
			next, bad := tlog.ParseHash(proof.Hashes[0])
			if bad != nil {
				err = bad
			}
			proof.Hashes = proof.Hashes[1:]
			return next
		case !without && end-start == 1 && entries < len(p.records):
			entries++
			return tlog.RecordHash(p.records[entries-1])
		case without || end-start <= 1:
			err = fmt.Errorf("it has fewer entries or hashes than its ranges need")
			return tlog.Hash{}
		}
		half := int64(1)
		for half*2 < end-start {
			half *= 2
		}
		left := hash(start, start+half)
		return tlog.NodeHash(left, hash(start+half, end))
	}
	root := hash(0, size)
	switch {
	case err != nil:
		return "", err
	case entries != len(p.records) || len(proof.Hashes) > 0:
		return "", fmt.Errorf("it has more entries or hashes than its ranges need")
	case root != want:
		return "", fmt.Errorf("entries and hashes lead to the root %v, and %v was signed", root, want)
	}
	return text, nil
}

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: export FILE VKEY-FILE")
		os.Exit(2)
	}
	file, err := os.ReadFile(os.Args[1])
	key, keyErr := os.ReadFile(os.Args[2])
	if err != nil || keyErr != nil {
		fmt.Fprintln(os.Stderr, "cannot be read:", err, keyErr)
		os.Exit(2)
	}
	if !bytes.HasPrefix(file, []byte("{")) {
		text, err := opened(string(file), strings.TrimSpace(string(key)))
		if err != nil {
			fmt.Println("NOT GOOD:", err)
			os.Exit(1)
		}
		fmt.Printf("GOOD: the checkpoint is signed by this key: %q\n", text)
		return
	}
	entries, logs, err := check(file, strings.TrimSpace(string(key)))
	if err != nil {
		fmt.Println("NOT GOOD:", err)
		os.Exit(1)
	}
	fmt.Printf("GOOD: %d entries of %d logs are the ones that were signed, each at its place.\n", entries, logs)
}
