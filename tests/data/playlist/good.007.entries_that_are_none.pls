[playlist]
File1=a.wav
File1=b.wav
File=c.wav
Filex=d.wav
File3=
Files
