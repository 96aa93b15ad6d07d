/**
 * Everyday words of people who use software, each line a group that means nearly the same: whoever looks for one finds
 * the others too, a little further down. Written by hand. The words of one product belong into its articles (`asked`).
 */
const lines = `
login signin logon authenticate authentication
logout signout
account profile
password passphrase passcode credentials
username userid
user member person people
register signup registration enroll
permission permissions access rights privilege privileges allowed
admin administrator
forbid forbidden deny denied refuse refused reject rejected disallow
delete remove erase discard trash
deleted removed erased gone lost
undelete recover restore retrieve undo revert
restore recover
rename renamed retitle
move moved transfer migrate relocate
copy duplicate clone replicate
create make add new build generate
change modify edit alter update adjust
replace substitute swap
merge combine join unite consolidate
split separate divide
disable deactivate stop suppress off block
enable activate allow on
hide conceal invisible
show display view see visible appear
find search locate lookup discover
filter sort order arrange
list enumerate
select choose pick
default standard preset
setting settings preference preferences option options configuration config configure setup
install setup deploy installation deployment
uninstall remove
upgrade update
downgrade rollback revert
start launch run boot startup
restart reboot reload relaunch
stop halt quit shutdown terminate kill
crash crashes die dies exits abort freeze freezes hang hangs
error failure fault problem issue exception
fail fails failed failing broken unsuccessful
broken defective faulty
fix repair solve resolve
slow sluggish laggy lag latency
fast quick quickly speed
timeout timeouts expire expired
full exhausted
limit limits quota maximum cap restriction
size large big huge
increase raise enlarge extend
decrease reduce lower shrink
picture picture image photo photos images pictures
avatar portrait
video clip movie film
audio sound music
file document attachment doc
folder directory
upload attach
download fetch export
export save dump
import load
save store keep
backup backups copy archive
archive compress zip
print printing printout
email message letter
inbox mailbox
send forward deliver
receive get arrive
reply answer respond response
notification notifications alert alerts reminder notify
subscribe follow
unsubscribe unfollow
contact contacts
calendar schedule agenda
appointment event meeting
date day
last newest latest recent
thread threads conversation conversations discussion
filter narrow search find
abroad overseas foreign outside localized
result results hit hits
task todo
chat conversation talk
comment note remark
post posts entry publish
tweet tweets twitter
link url address hyperlink
website site page webpage
blog weblog
browser chrome firefox safari
tab window
bookmark favorite favourite
shortcut hotkey keyboard
button icon
menu dropdown
font typeface
bold strong
strikethrough cross crossed strike
color colour
background wallpaper
theme skin style look layout
language locale translation translate
spreadsheet sheet excel
cell cells
column columns
row rows line lines
table grid
chart graph diagram
formula function expression calculate
number count amount quantity total
average mean
share sharing shared collaborate
private privacy hidden secret confidential
public open
secure security safe
encrypt encrypted encryption
certificate cert tls ssl
vulnerability exploit hole
hack hacked compromised stolen breach
ban banned block blocked
spam junk
phone mobile smartphone cell
tablet ipad
computer pc desktop machine laptop
server host machine
database db postgres postgresql
query sql
table tables
disk drive storage space
memory ram
processor cpu
network lan connection internet
connect connection link
disconnect disconnected offline
proxy gateway
port ports
firewall ufw
container docker
version release build
plugin extension addon add-on
tool program app application software
free gratis
price cost pricing fee
pay payment charge billing charged
invoice receipt bill
plan subscription tier
license licence
seat seats
refund reimbursement
cancel terminate
alternative replacement similar substitute
difference differ versus
automatic automatically auto
manual manually
periodic periodically regularly nightly daily
simultaneously concurrently parallel
multiple several many various
single one individual
entire whole complete all
possible able
wrong incorrect bad invalid
correct right valid proper
missing absent lacking disappeared vanished
empty blank
duplicate duplicates double twice
ignore exclude omit skip without except
raw plain unformatted
position location place spot section paragraph
distance far length
time date period
group collect
thread conversation
logic algorithm
embed insert include
subtitle subtitles caption captions transcript transcription
fb facebook
gh github
yt youtube
pm dm message
old older previous earlier former
oldest first earliest
latest newest last recent recently
history log past
owner owned
group team
organization organisation company
question query
help support assistance
guide instructions tutorial manual howto
clock time
synchronize sync synchronise synchronization
two-factor 2fa mfa totp authenticator
token key apikey
secret secrets credential
model llm
assistant chatbot bot
hardware requirements specs
`
const groups = new Map<string, string[]>()
for (const line of lines.trim().split('\n')) {
  const words = line.split(' ')
  for (const word of words) groups.set(word, [...(groups.get(word) ?? []), ...words.filter((other) => other !== word)])
}

/** Other words for a word as people write it; none for most. */
export const synonymsOf = (word: string): readonly string[] => groups.get(word) ?? []
