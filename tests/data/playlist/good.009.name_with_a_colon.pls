[playlist]
File1=a.wav
File2=b/what://c.wav
