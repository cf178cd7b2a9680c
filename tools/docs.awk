# Doxygen reads the headers through this. What is indented after an empty comment line is a table or an example, to be
# shown as it is, and a word that begins a part of a contract begins a paragraph. Line numbers stay.
function begins_part(text) {
  return match(text, "/// (Thread-safety|Requires|Raises|Memory|Fairness|Lifetime|Complexity|Standard|Pause|" \
                     "Taking down|Controlled|Trace): *")
}

{ indented = /^ *\/\/\/   / }
indented && after_blank { shown = 1 }
!indented { shown = 0 }
shown { sub("///", "///    ") }
!shown && begins_part($0) {
  label = substr($0, RSTART + 4, RLENGTH - 4)
  sub(": *$", "", label)
  $0 = substr($0, 1, RSTART + 3) "<p><b>" label ":</b> " substr($0, RSTART + RLENGTH)
}
{
  after_blank = /^ *\/\/\/$/
  print
}
