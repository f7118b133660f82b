package main

import (
	"fmt"
	"strings"

	"golang.org/x/crypto/ssh"
)

const enableSecret = "s3cr3t-enable"

const invalidInput = "                ^\r\n% Invalid input detected at '^' marker.\r\n\r\n"

const pagerPrompt = " --More-- "

// dialogue is the state of one terminal line of a device.
type dialogue struct {
	index        int
	isPrivileged bool
	asksSecret   bool
	pageLines    int      // 0: no pager
	unread       []string // the lines after the pager's prompt
	out          []byte   // what is said at the next flush
}

// talk serves a shell until the client leaves.
func talk(channel ssh.Channel, index int) {
	defer channel.Close()
	d := &dialogue{index: index, pageLines: 24}
	d.say(fmt.Sprintf("\r\nR%d simulated device\r\n\r\n", index) + d.prompt())
	var line []byte
	afterReturn := false
	input := make([]byte, 4096)
	for {
		if _, err := channel.Write(d.out); err != nil {
			return
		}
		d.out = d.out[:0]
		n, err := channel.Read(input)
		if err != nil {
			return
		}
		for _, c := range input[:n] {
			isReturn := c == '\r' || c == '\n' && !afterReturn
			isEcho := c == '\n' && afterReturn // the second half of CR LF
			afterReturn = c == '\r'
			switch {
			case isEcho:
			case d.unread != nil:
				d.turnPage(c)
			case !isReturn:
				line = append(line, c)
				if !d.asksSecret {
					d.out = append(d.out, c)
				}
			default:
				d.say("\r\n")
				text := strings.TrimSpace(string(line))
				line = line[:0]
				if text == "exit" || text == "logout" {
					channel.Write(d.out)
					return
				}
				d.take(text)
			}
		}
	}
}

func (d *dialogue) say(text string) {
	d.out = append(d.out, text...)
}

func (d *dialogue) prompt() string {
	if d.isPrivileged {
		return fmt.Sprintf("R%d#", d.index)
	}
	return fmt.Sprintf("R%d>", d.index)
}

// take does what a line asks for.
func (d *dialogue) take(line string) {
	if d.asksSecret {
		d.asksSecret = false
		d.isPrivileged = line == enableSecret
		if !d.isPrivileged {
			d.say("% Access denied\r\n\r\n")
		}
		d.say(d.prompt())
		return
	}
	switch {
	case (line == "enable" || line == "en") && !d.isPrivileged:
		d.asksSecret = true
		d.say("Password: ")
	case line == "" || line == "enable" || line == "en" || strings.HasPrefix(line, "terminal width "):
		d.say(d.prompt())
	case strings.HasPrefix(line, "term"):
		fields := strings.Fields(line)
		if len(fields) == 3 && strings.HasPrefix("length", fields[1]) {
			fmt.Sscan(fields[2], &d.pageLines)
		}
		d.say(d.prompt())
	case strings.HasPrefix(line, "show ip int"):
		d.answer(ipInterfaceBrief(d.index))
	case line == "show privilege":
		d.answer("Current privilege level is 15\r\n")
	default:
		if strings.Contains(line, enableSecret) {
			secretLeaks.Add(1)
		}
		d.answer(invalidInput)
	}
}

func (d *dialogue) answer(text string) {
	lines := strings.SplitAfter(text, "\n")
	if d.pageLines > 0 && len(lines) > d.pageLines {
		d.say(strings.Join(lines[:d.pageLines-1], "") + pagerPrompt)
		d.unread = lines[d.pageLines-1:]
		return
	}
	d.say(text + d.prompt())
}

// turnPage shows one line more on return, nothing more on q, a page on any other key.
func (d *dialogue) turnPage(key byte) {
	back := strings.Repeat("\b", len(pagerPrompt)-1)
	d.say(back + strings.Repeat(" ", len(back)) + back)
	more := d.pageLines - 1
	switch key {
	case 'q':
		more = len(d.unread)
		d.unread = make([]string, more)
	case '\r', '\n':
		more = 1
	}
	more = min(more, len(d.unread))
	d.say(strings.Join(d.unread[:more], ""))
	d.unread = d.unread[more:]
	if len(d.unread) > 0 {
		d.say(pagerPrompt)
		return
	}
	d.unread = nil
	d.say(d.prompt())
}

// ipInterfaceBrief differs from device to device, so that an answer under a wrong name is noticed. It is what the lab's
// devices say.
func ipInterfaceBrief(index int) string {
	var b strings.Builder
	b.WriteString("Interface                  IP-Address      OK? Method Status                Protocol\r\n")
	for port := range 8 {
		name := fmt.Sprintf("GigabitEthernet0/%d", port)
		if port%3 == 2 {
			row(&b, name, "unassigned", "unset ", "administratively down", "down")
		} else {
			row(&b, name, fmt.Sprintf("10.%d.%d.1", (index+port)%256, port), "NVRAM ", "up", "up")
		}
	}
	row(&b, "Loopback0", fmt.Sprintf("10.255.%d.%d", index/256, index%256), "NVRAM ", "up", "up")
	return b.String()
}

func row(b *strings.Builder, name, address, method, state, protocol string) {
	fmt.Fprintf(b, "%-26s %-15s YES %s %-21s %s\r\n", name, address, method, state, protocol)
}
