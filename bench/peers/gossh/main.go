// gossh is what one writes with Go's x/crypto/ssh: gossh -targets FILE -concurrency N -command TEXT. A line of the file is
// host:port. It prints a line of JSON for each device.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"strings"
	"sync"
	"time"

	"golang.org/x/crypto/ssh"
)

type result struct {
	Device string `json:"device"`
	Output string `json:"output,omitempty"`
	Error  string `json:"error,omitempty"`
}

func main() {
	targets := flag.String("targets", "", "file with a line host:port for each device")
	concurrency := flag.Int("concurrency", 100, "devices in progress at a time")
	command := flag.String("command", "show version", "what to run")
	flag.Parse()
	file, err := os.ReadFile(*targets)
	if err != nil {
		log.Fatal(err)
	}
	started := time.Now()
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	encoder := json.NewEncoder(out)
	var printing sync.Mutex
	var all sync.WaitGroup
	places := make(chan struct{}, *concurrency)
	for _, device := range strings.Fields(string(file)) {
		places <- struct{}{}
		all.Add(1)
		go func() {
			defer all.Done()
			output, err := ask(device, *command)
			r := result{Device: device, Output: output}
			if err != nil {
				r.Error = err.Error()
			}
			<-places
			printing.Lock()
			defer printing.Unlock()
			encoder.Encode(r)
		}()
	}
	all.Wait()
	fmt.Fprintf(os.Stderr, "inner=%.4f\n", time.Since(started).Seconds())
}

// ask runs the command in a privileged shell.
func ask(device, command string) (string, error) {
	client, err := ssh.Dial("tcp", device, &ssh.ClientConfig{
		User:            "admin",
		Auth:            []ssh.AuthMethod{ssh.Password("cisco123")},
		HostKeyCallback: ssh.InsecureIgnoreHostKey(),
		Timeout:         60 * time.Second,
	})
	if err != nil {
		return "", err
	}
	defer client.Close()
	session, err := client.NewSession()
	if err != nil {
		return "", err
	}
	in, err := session.StdinPipe()
	if err != nil {
		return "", err
	}
	out, err := session.StdoutPipe()
	if err != nil {
		return "", err
	}
	if err := session.RequestPty("vt100", 24, 511, nil); err != nil {
		return "", err
	}
	if err := session.Shell(); err != nil {
		return "", err
	}
	text, err := readUntil(out, ">")
	for _, step := range []struct{ line, end string }{
		{"enable", "Password: "}, {"s3cr3t-enable", "#"}, {"terminal length 0", "#"}, {command, "#"},
	} {
		if err != nil {
			return "", err
		}
		if _, err = fmt.Fprintln(in, step.line); err == nil {
			text, err = readUntil(out, step.end)
		}
	}
	return text, err
}

func readUntil(from io.Reader, end string) (string, error) {
	var text bytes.Buffer
	piece := make([]byte, 16384)
	for !bytes.HasSuffix(text.Bytes(), []byte(end)) {
		n, err := from.Read(piece)
		text.Write(piece[:n])
		if err != nil {
			return "", err
		}
	}
	return text.String(), nil
}
