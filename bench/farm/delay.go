package main

import (
	"io"
	"net"
	"sync"
	"time"
)

// delayedConn is a connection over a distance: every byte takes half the round-trip time each way.
type delayedConn struct {
	net.Conn
	half    time.Duration
	arrived chan parcel
	sent    chan parcel
	rest    []byte // of the parcel that is being read
	closing sync.Once
	closed  chan struct{}
}

type parcel struct {
	due   time.Time
	bytes []byte
}

// delayed puts a connection at a distance. The kernel has already answered TCP's handshake, for which a client at that
// distance would have waited one round trip, and the server half of one more: so nothing passes before that time.
func delayed(conn net.Conn, rtt time.Duration) net.Conn {
	if rtt <= 0 {
		return conn
	}
	d := &delayedConn{
		Conn:    conn,
		half:    rtt / 2,
		arrived: make(chan parcel, 1024),
		sent:    make(chan parcel, 1024),
		closed:  make(chan struct{}),
	}
	opened := time.Now().Add(rtt + rtt/2)
	go d.collect(opened)
	go d.deliver()
	time.Sleep(time.Until(opened))
	return d
}

func (d *delayedConn) collect(opened time.Time) {
	defer close(d.arrived)
	for {
		bytes := make([]byte, 8192)
		n, err := d.Conn.Read(bytes)
		if n > 0 {
			due := time.Now().Add(d.half)
			if due.Before(opened) {
				due = opened
			}
			select {
			case d.arrived <- parcel{due, bytes[:n]}:
			case <-d.closed:
				return
			}
		}
		if err != nil {
			return
		}
	}
}

func (d *delayedConn) deliver() {
	defer d.Conn.Close()
	for {
		select {
		case p := <-d.sent:
			if d.deliverOne(p) != nil {
				return
			}
		case <-d.closed:
			for { // what was sent before the end still arrives
				select {
				case p := <-d.sent:
					if d.deliverOne(p) != nil {
						return
					}
				default:
					return
				}
			}
		}
	}
}

func (d *delayedConn) deliverOne(p parcel) error {
	time.Sleep(time.Until(p.due))
	_, err := d.Conn.Write(p.bytes)
	return err
}

func (d *delayedConn) Read(into []byte) (int, error) {
	if len(d.rest) == 0 {
		p, ok := <-d.arrived
		if !ok {
			return 0, io.EOF
		}
		time.Sleep(time.Until(p.due))
		d.rest = p.bytes
	}
	n := copy(into, d.rest)
	d.rest = d.rest[n:]
	return n, nil
}

func (d *delayedConn) Write(bytes []byte) (int, error) {
	select {
	case d.sent <- parcel{time.Now().Add(d.half), append([]byte(nil), bytes...)}:
		return len(bytes), nil
	case <-d.closed:
		return 0, io.ErrClosedPipe
	}
}

func (d *delayedConn) Close() error {
	d.closing.Do(func() { close(d.closed) })
	return nil
}
