// farm plays thousands of Cisco IOS devices at the cost of about a millisecond of CPU a session, so that what a benchmark
// measures is the client. Every address 127.x.y.z on its port is a device of its own, R<256y+z>: user admin, password
// cisco123, enable secret s3cr3t-enable. SIGUSR1 makes it print what it has counted, as one line of JSON.
package main

import (
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"flag"
	"fmt"
	"log"
	"net"
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"
	"time"

	"golang.org/x/crypto/ssh"
)

const user, password = "admin", "cisco123"

// What the farm has seen since its start.
var sessions, rejectedLogins, secretLeaks, inProgress, mostAtOnce atomic.Int64

func main() {
	addr := flag.String("addr", "0.0.0.0:2222", "where to listen; only clients of this machine are served")
	rtt := flag.Duration("rtt", 0, "round-trip time to simulate")
	flag.Parse()
	listener, err := net.Listen("tcp4", *addr)
	if err != nil {
		log.Fatal(err)
	}
	go printCountersOnSignal()
	config := serverConfig()
	for {
		conn, err := listener.Accept()
		if err != nil {
			time.Sleep(10 * time.Millisecond) // out of descriptors: some client will close one
			continue
		}
		if !conn.RemoteAddr().(*net.TCPAddr).IP.IsLoopback() {
			conn.Close()
			continue
		}
		go serve(conn, *rtt, config)
	}
}

func printCountersOnSignal() {
	signals := make(chan os.Signal, 4)
	signal.Notify(signals, syscall.SIGUSR1)
	for range signals {
		fmt.Printf("{\"sessions\":%d,\"rejectedLogins\":%d,\"secretLeaks\":%d,\"mostAtOnce\":%d}\n",
			sessions.Load(), rejectedLogins.Load(), secretLeaks.Load(), mostAtOnce.Swap(0))
	}
}

// serverConfig allows one key exchange, so that all clients do the same work: the post-quantum ones, which some of them
// know, cost several times as much and no router has them.
func serverConfig() *ssh.ServerConfig {
	config := &ssh.ServerConfig{
		ServerVersion: "SSH-2.0-Cisco-1.25",
		MaxAuthTries:  10,
		PasswordCallback: func(meta ssh.ConnMetadata, given []byte) (*ssh.Permissions, error) {
			if meta.User() == user && string(given) == password {
				return nil, nil
			}
			rejectedLogins.Add(1)
			return nil, errors.New("rejected")
		},
	}
	config.KeyExchanges = []string{"curve25519-sha256", "curve25519-sha256@libssh.org"}
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		log.Fatal(err)
	}
	signer, err := ssh.NewSignerFromKey(key)
	if err != nil {
		log.Fatal(err)
	}
	config.AddHostKey(signer)
	return config
}

func serve(conn net.Conn, rtt time.Duration, config *ssh.ServerConfig) {
	noteMost(inProgress.Add(1))
	defer inProgress.Add(-1)
	sessions.Add(1)
	index := indexOf(conn)
	conn = delayed(conn, rtt)
	loginTimer := time.AfterFunc(60*time.Second, func() { conn.Close() })
	server, channels, requests, err := ssh.NewServerConn(conn, config)
	loginTimer.Stop()
	if err != nil {
		conn.Close()
		return
	}
	defer server.Close()
	go ssh.DiscardRequests(requests)
	for offered := range channels {
		if offered.ChannelType() != "session" {
			offered.Reject(ssh.UnknownChannelType, "")
			continue
		}
		channel, requests, err := offered.Accept()
		if err != nil {
			return
		}
		go serveChannel(channel, requests, index)
	}
}

func noteMost(now int64) {
	for most := mostAtOnce.Load(); now > most && !mostAtOnce.CompareAndSwap(most, now); most = mostAtOnce.Load() {
	}
}

// indexOf tells which device was called, by the address that was.
func indexOf(conn net.Conn) int {
	ip := conn.LocalAddr().(*net.TCPAddr).IP.To4()
	return int(ip[2])<<8 | int(ip[3])
}

func serveChannel(channel ssh.Channel, requests <-chan *ssh.Request, index int) {
	for request := range requests {
		switch request.Type {
		case "pty-req", "env":
			request.Reply(true, nil)
		case "shell":
			request.Reply(true, nil)
			go talk(channel, index)
		default:
			request.Reply(false, nil)
		}
	}
}
